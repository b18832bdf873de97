// Who brought a claim to whom: up to 2,000 nodes on one canvas, to drag, zoom and point at.
(function () {
  "use strict";
  const box = document.getElementById("network");
  if (!box || typeof echarts === "undefined") return;
  const colours = {
    appearance: "#14323f", source: "#6f5ba7", unnamed: "#a8466b", origin: "#b08a2e", post: "#2f7f86",
    carrier: "#2f7f86", others: "#7d8a90", "fact-check": "#3d7d56",
  };
  let data = null, chart = null;
  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function labelled(node) {
    if (node.private) return data.words.private;
    return node.label || ({ telegram: "Telegram", x: "X" })[node.platform] || node.platform || "";
  }
  function draw() {
    const dark = ink("--scheme") === "dark";
    const kinds = Object.keys(data.words.kinds);
    const many = data.nodes.length > 250;
    const nodes = data.nodes.map(function (node) {
      const big = node.kind !== "post" && node.kind !== "carrier";
      return {
        id: node.id, name: node.id, category: kinds.indexOf(node.kind), value: node.posts,
        symbol: node.kind === "fact-check" ? "diamond" : node.kind === "unnamed" ? "triangle" : "circle",
        symbolSize: (big ? 16 : many ? 5 : 10) + Math.min(26, 4 * Math.log2(1 + node.posts)),
        label: { show: big || data.nodes.length < 40, formatter: labelled(node) },
        shown: labelled(node), at: node.at,
      };
    });
    chart.setOption({
      animation: !many, textStyle: { fontFamily: "inherit", color: ink("--ink") },
      legend: { bottom: 0, textStyle: { color: ink("--ink") }, data: kinds.map(function (kind) { return data.words.kinds[kind]; }) },
      tooltip: {
        renderMode: "richText", confine: true,
        formatter: function (of) {
          if (of.dataType === "edge") return data.words.edges[of.data.kind] + (of.data.value > 1 ? " \u00d7 " + of.data.value : "");
          return of.data.shown + (of.data.at ? "\n" + of.data.at.slice(0, 16).replace("T", " ") + " UTC" : "") + (of.data.value > 1 ? "\n\u00d7 " + of.data.value : "");
        },
      },
      series: [{
        type: "graph", layout: "force", roam: true, draggable: !many, edgeSymbol: ["none", "arrow"], edgeSymbolSize: 6,
        force: { repulsion: many ? 30 : 150, edgeLength: many ? 20 : [50, 110], gravity: many ? 0.15 : 0.08, layoutAnimation: !many, friction: 0.4 },
        bottom: 40, emphasis: { focus: "adjacency" }, labelLayout: { hideOverlap: true },
        label: { position: "right", color: ink("--ink"), width: 150, overflow: "truncate", textBorderColor: ink("--paper"), textBorderWidth: 2 },
        lineStyle: { color: ink("--quiet"), opacity: 0.6, curveness: 0.08 },
        categories: kinds.map(function (kind) {
          const colour = kind === "appearance" && dark ? "#8fb8c4" : colours[kind];
          return { name: data.words.kinds[kind], itemStyle: { color: colour } };
        }),
        data: nodes,
        links: data.edges.map(function (edge) { return { source: edge[0], target: edge[1], kind: edge[2], value: edge[3] }; }),
      }],
    }, true);
  }
  fetch(box.dataset.source, { credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (loaded) {
    data = loaded;
    chart = echarts.init(box);
    draw();
    box.dataset.ready = String(data.nodes.length);
    addEventListener("resize", function () { chart.resize(); });
    document.addEventListener("themechange", draw);
  }).catch(function () { box.classList.add("failed"); });
})();
