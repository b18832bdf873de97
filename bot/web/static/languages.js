// A claim's way through the languages: a row each, in the order in which they took it up, darker where more posts are, and
// a line through the first post of each. It draws what timeline.js fetched. Texts are drawn on a canvas, never as HTML.
(function () {
  "use strict";
  const box = document.getElementById("languages-map");
  if (!box || typeof echarts === "undefined") return;
  const hour = 3600e3, day = 24 * hour, mostRows = 16;
  const steps = [hour, 3 * hour, 6 * hour, 12 * hour, day, 2 * day, 4 * day, 7 * day, 14 * day, 28 * day, 91 * day, 364 * day];
  let data = null, chart = null;

  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }

  function named(code) { return code === "" ? data.words.others : data.words.language[code] || code; }

  // Languages in the order of the table below; beyond so many, those with the fewest posts share the last row.
  function ordered() {
    const posts = new Map();
    for (const cell of data.cells) posts.set(cell[2], (posts.get(cell[2]) || 0) + cell[4]);
    const listed = [...document.querySelectorAll("tr[data-language]")].map(function (row) { return row.dataset.language; });
    const rows = listed.concat([...posts.keys()]).filter(function (code, at, all) { return posts.has(code) && all.indexOf(code) === at; });
    if (rows.length <= mostRows) return rows;
    const kept = rows.slice().sort(function (a, b) { return posts.get(b) - posts.get(a); }).slice(0, mostRows - 1);
    return rows.filter(function (code) { return kept.includes(code); }).concat("");
  }

  function draw() {
    const rows = ordered(), place = new Map(rows.map(function (code, row) { return [code, row]; }));
    const checks = data.marks.filter(function (mark) { return mark.kind === "fact-check"; });
    const times = data.cells.map(function (cell) { return Date.parse(cell[0]); });
    const first = Math.min.apply(null, times);
    const last = Math.max.apply(null, times.concat(checks.map(function (mark) { return Date.parse(mark.at); })));
    const most = box.clientWidth < 600 ? 16 : 40, least = data.unit === "hour" ? hour : day;
    const step = steps.find(function (one) { return one >= least && (last - first) / one < most; }) || steps[steps.length - 1];
    const start = Math.floor(first / step) * step, bins = Math.floor((last - start) / step) + 1;
    const counted = new Map(), began = new Map();
    for (const cell of data.cells) {
      const at = Math.floor((Date.parse(cell[0]) - start) / step), row = place.has(cell[2]) ? place.get(cell[2]) : rows.length - 1;
      const key = at + ":" + row;
      counted.set(key, (counted.get(key) || 0) + cell[4]);
      began.set(row, Math.min(began.has(row) ? began.get(row) : bins, at));
    }
    const top = Math.log(1 + Math.max.apply(null, [...counted.values()]));
    const written = new Intl.DateTimeFormat(document.documentElement.lang, Object.assign(
      { timeZone: "UTC", day: "numeric", month: "short" }, step < day ? { hour: "2-digit", minute: "2-digit" } : {},
      bins * step > 300 * day ? { year: "numeric" } : {}));
    const labels = Array.from({ length: bins }, function (_, bin) { return written.format(start + bin * step); });
    const margin = Math.min(170, Math.max(70, 9 * Math.max.apply(null, rows.map(function (code) { return named(code).length; }))));
    const width = (box.clientWidth - margin - 20) / bins;
    const checked = new Set(checks.map(function (mark) { return Math.floor((Date.parse(mark.at) - start) / step); }));
    const cells = [...counted].map(function (entry) {
      const at = entry[0].split(":").map(Number), share = Math.log(1 + entry[1]);
      const covered = checked.has(at[0]) || began.get(at[1]) === at[0];
      return {
        value: [at[0], at[1], share, entry[1]],
        label: { show: width > (covered ? 52 : 17) && entry[1] < 1000, offset: [covered ? 16 : 0, 0], formatter: String(entry[1]), color: share > top * 0.5 ? ink("--on-accent") : ink("--ink") },
      };
    });
    const path = rows.map(function (_, row) { return [began.get(row), row]; });
    box.style.height = (rows.length * 36 + 78) + "px";
    chart.resize();
    chart.setOption({
      animationDuration: 250, aria: { enabled: false }, textStyle: { fontFamily: "inherit", color: ink("--ink") },
      grid: { left: margin, right: 20, top: 30, bottom: 48 },
      tooltip: {
        renderMode: "richText", formatter: function (one) {
          if (!one.value) return "";
          const said = named(rows[one.value[1]]) + "\n" + labels[one.value[0]] + " UTC";
          return one.seriesType === "line" ? data.words.first + "\n" + said : said + "\n" + data.words.posts + ": " + one.value[3];
        },
      },
      visualMap: { show: false, type: "continuous", seriesIndex: 0, dimension: 2, min: 0, max: top, inRange: { color: [ink("--tint"), ink("--accent")] } },
      xAxis: { type: "category", data: labels, name: data.words.time, nameLocation: "middle", nameGap: 34, nameTextStyle: { color: ink("--quiet") }, axisLabel: { color: ink("--ink"), hideOverlap: true }, axisTick: { show: false }, axisLine: { show: false } },
      yAxis: { type: "category", data: rows.map(named), inverse: true, axisLabel: { color: ink("--ink"), width: margin - 14, overflow: "truncate" }, axisTick: { show: false }, axisLine: { show: false }, splitArea: { show: false }, splitLine: { show: true, interval: 0, lineStyle: { color: ink("--line") } } },
      series: [
        {
          type: "heatmap", data: cells, itemStyle: { borderColor: ink("--card"), borderWidth: 2, borderRadius: 4 },
          markLine: {
            symbol: "none", silent: true, animation: false,
            data: [...checked].map(function (bin) { return { xAxis: bin }; }),
            lineStyle: { color: ink("--good"), type: "solid", width: 2 },
            label: { formatter: data.words["fact-check"], color: ink("--good"), position: "start", distance: 6 },
          },
        },
        { type: "line", data: path, symbol: "circle", symbolSize: 9, z: 5, lineStyle: { color: ink("--ink"), width: 1.5, type: "dotted" }, itemStyle: { color: ink("--card"), borderColor: ink("--ink"), borderWidth: 2 } },
      ],
    }, true);
  }

  document.addEventListener("timeline", function (event) {
    data = event.detail;
    if (!data.cells.length) { box.remove(); return; }
    chart = echarts.init(box);
    draw();
    box.dataset.ready = String(ordered().length);
    addEventListener("resize", draw);
    document.addEventListener("themechange", draw);
  });
})();
