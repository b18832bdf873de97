// What the pages need of Apache ECharts, and no more.
import * as echarts from "echarts/core";
import { BarChart, GraphChart, HeatmapChart, LineChart } from "echarts/charts";
import {
  BrushComponent, DataZoomComponent, GridComponent, LegendComponent, LegendScrollComponent, MarkLineComponent,
  ToolboxComponent, TooltipComponent, VisualMapContinuousComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  BarChart, GraphChart, HeatmapChart, LineChart, BrushComponent, DataZoomComponent, GridComponent, LegendComponent,
  LegendScrollComponent, MarkLineComponent, ToolboxComponent, TooltipComponent, VisualMapContinuousComponent, LabelLayout,
  CanvasRenderer,
]);
globalThis.echarts = echarts;
