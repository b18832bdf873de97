// A claim's timeline: stacked bars by hour or day, zoom by wheel, pinch and slider, brush by dragging, marks for
// appearances and fact-checks. Texts are drawn on a canvas, never as HTML.
(function () {
  "use strict";
  const box = document.getElementById("timeline");
  if (!box || typeof echarts === "undefined") return;
  const columns = { platform: 1, language: 2, stance: 3 };
  const palette = ["#2f7f86", "#c2603a", "#6f5ba7", "#b08a2e", "#4d7a43", "#a8466b", "#3f6fb0", "#7d6b58"];
  const stances = { assert: "#b5404f", report: "#b08a2e", question: "#3f6fb0", deny: "#3d7d56" };
  let data = null, chart = null;

  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function grouped(by) {
    const groups = new Map();
    for (const cell of data.cells) {
      const key = cell[columns[by]];
      if (!groups.has(key)) groups.set(key, new Map());
      const at = Date.parse(cell[0]);
      groups.get(key).set(at, (groups.get(key).get(at) || 0) + cell[4]);
    }
    return [...groups].sort(function (a, b) {
      const sum = function (entry) { let n = 0; for (const posts of entry[1].values()) n += posts; return n; };
      return sum(b) - sum(a);
    });
  }

  function draw() {
    const chosen = document.querySelector('input[name="by"]:checked');
    const by = chosen ? chosen.value : "platform";
    const step = data.unit === "hour" ? 3600e3 : 86400e3;
    const names = data.words[by] || {};
    const times = [...new Set(data.cells.map(function (cell) { return Date.parse(cell[0]); }))];  // stacks need equal ones
    const series = grouped(by).map(function (entry, place) {
      return {
        name: names[entry[0]] || entry[0], type: "bar", stack: "posts", barMaxWidth: 22, barMinWidth: 3,
        itemStyle: { color: by === "stance" ? stances[entry[0]] : palette[place % palette.length], borderRadius: 1 },
        data: times.map(function (at) { return [at + step / 2, entry[1].get(at) || 0]; }),
      };
    });
    const all = data.cells.map(function (cell) { return Date.parse(cell[0]); })
      .concat(data.marks.map(function (mark) { return Date.parse(mark.at); }));
    const first = Math.min.apply(null, all), last = Math.max.apply(null, all), middle = (first + last) / 2;
    const margin = Math.max(step, (last - first) * 0.03);
    const marks = data.marks.map(function (mark, place) {
      const check = mark.kind === "fact-check";
      return {
        xAxis: Date.parse(mark.at),
        lineStyle: { color: check ? ink("--good") : ink("--ink"), type: check ? "solid" : "dashed", width: 1.5 },
        label: {
          formatter: (check ? data.words["fact-check"] + ": " : "") + mark.label, color: check ? ink("--good") : ink("--ink"),
          position: "end", rotate: 0, distance: 5 + 15 * (place % 4), align: Date.parse(mark.at) > middle ? "right" : "left", width: 170, overflow: "truncate",
        },
      };
    });
    if (series.length) series[0].markLine = { symbol: "none", silent: true, animation: false, data: marks };
    else series.push({ type: "bar", data: [], markLine: { symbol: "none", silent: true, data: marks } });
    chart.setOption({
      animationDuration: 250, aria: { enabled: false }, textStyle: { fontFamily: "inherit", color: ink("--ink") },
      color: palette,
      grid: { left: 54, right: 18, top: 96, bottom: 92 },
      legend: { bottom: 0, textStyle: { color: ink("--ink") }, type: "scroll", pageTextStyle: { color: ink("--ink") } },
      tooltip: { trigger: "axis", renderMode: "richText", axisPointer: { type: "shadow" } },
      toolbox: { right: 0, top: 0, iconStyle: { borderColor: ink("--quiet") }, feature: { brush: { type: ["lineX", "clear"] }, dataZoom: { yAxisIndex: "none" }, restore: {} } },
      brush: { xAxisIndex: 0, brushStyle: { color: "rgba(47,127,134,.18)", borderColor: "#2f7f86" } },
      dataZoom: [{ type: "inside", zoomOnMouseWheel: "ctrl" }, { type: "slider", bottom: 34, height: 20, borderColor: ink("--line"), textStyle: { color: ink("--quiet") } }],
      xAxis: { type: "time", min: first - margin, max: last + margin, axisLine: { lineStyle: { color: ink("--quiet") } }, axisLabel: { color: ink("--ink") }, splitLine: { show: false } },
      yAxis: { type: "value", name: data.words.posts, nameLocation: "middle", nameGap: 30, nameTextStyle: { color: ink("--quiet") }, minInterval: 1, axisLabel: { color: ink("--ink") }, splitLine: { lineStyle: { color: ink("--line") } } },
      series: series,
    }, true);
  }

  fetch(box.dataset.source, { credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (loaded) {
    data = loaded;
    chart = echarts.init(box, null, { useUTC: true });
    draw();
    document.dispatchEvent(new CustomEvent("timeline", { detail: data }));
    box.dataset.ready = String(data.cells.length);
    const choose = document.querySelector("[data-group-for=timeline]");
    choose.hidden = false;
    choose.addEventListener("change", draw);
    chart.on("brushEnd", function (event) {
      const area = event.areas[0];
      if (!area) return;
      chart.dispatchAction({ type: "dataZoom", dataZoomIndex: 0, startValue: area.coordRange[0], endValue: area.coordRange[1] });
      chart.dispatchAction({ type: "brush", areas: [] });
    });
    addEventListener("resize", function () { chart.resize(); });
    document.addEventListener("themechange", draw);
  }).catch(function () { box.classList.add("failed"); });
})();
