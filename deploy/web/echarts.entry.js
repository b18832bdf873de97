// What the pages need of Apache ECharts, and no more.
import * as echarts from "echarts/core";
import { BarChart, GraphChart } from "echarts/charts";
import {
  BrushComponent, DataZoomComponent, GridComponent, LegendComponent, LegendScrollComponent, MarkLineComponent,
  ToolboxComponent, TooltipComponent,
} from "echarts/components";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer } from "echarts/renderers";

echarts.use([
  BarChart, GraphChart, BrushComponent, DataZoomComponent, GridComponent, LegendComponent, LegendScrollComponent,
  MarkLineComponent, ToolboxComponent, TooltipComponent, LabelLayout, CanvasRenderer,
]);
globalThis.echarts = echarts;
