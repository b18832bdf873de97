// Who brought a claim to whom: up to 2,000 nodes on one canvas, to drag, zoom and point at.
// Where more than MANY go, a worker finds out: the page stays free meanwhile.
(function () {
  "use strict";
  const box = document.getElementById("network");
  if (!box || typeof echarts === "undefined") return;
  const colours = {
    appearance: "#14323f", source: "#6f5ba7", unnamed: "#a8466b", origin: "#b08a2e", post: "#2f7f86",
    carrier: "#2f7f86", others: "#7d8a90", "fact-check": "#3d7d56",
  };
  const MANY = 250;
  let data = null, chart = null, places = null;
  function ink(name) { return getComputedStyle(document.documentElement).getPropertyValue(name).trim(); }
  function labelled(node) {
    if (node.private) return data.words.private;
    return node.label || ({ telegram: "Telegram", x: "X" })[node.platform] || node.platform || "";
  }
  function draw() {
    const dark = ink("--scheme") === "dark";
    const kinds = Object.keys(data.words.kinds);
    const many = places !== null;
    const nodes = data.nodes.map(function (node, at) {
      const big = node.kind !== "post" && node.kind !== "carrier";
      return {
        id: node.id, name: node.id, category: kinds.indexOf(node.kind), value: node.posts,
        symbol: node.kind === "fact-check" ? "diamond" : node.kind === "unnamed" ? "triangle" : "circle",
        symbolSize: many && !big ? 3 + Math.min(11, 1.2 * Math.log2(1 + node.posts)) : (big ? 16 : 10) + Math.min(many ? 10 : 26, 4 * Math.log2(1 + node.posts)),
        label: { show: big || data.nodes.length < 40, formatter: labelled(node) },
        shown: labelled(node), at: node.at, x: many ? places[at][0] : undefined, y: many ? places[at][1] : undefined,
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
        type: "graph", layout: many ? "none" : "force", roam: true, draggable: !many,
        edgeSymbol: ["none", many ? "none" : "arrow"], edgeSymbolSize: 6,
        force: { repulsion: 150, edgeLength: [50, 110], gravity: 0.08, friction: 0.4 },
        bottom: 40, emphasis: { focus: many ? "none" : "adjacency" }, labelLayout: { hideOverlap: true },
        label: { position: "right", color: ink("--ink"), width: 150, overflow: "truncate", textBorderColor: ink("--paper"), textBorderWidth: 2 },
        lineStyle: { color: ink("--quiet"), opacity: many ? 0.25 : 0.6, curveness: many ? 0 : 0.08 },
        categories: kinds.map(function (kind) {
          const colour = kind === "appearance" && dark ? "#8fb8c4" : colours[kind];
          return { name: data.words.kinds[kind], itemStyle: { color: colour } };
        }),
        data: nodes,
        links: data.edges.map(function (edge) { return { source: edge[0], target: edge[1], kind: edge[2], value: edge[3] }; }),
      }],
    }, true);
  }
  function placed(loaded) {
    if (loaded.nodes.length <= MANY) return Promise.resolve(null);
    return new Promise(function (done, failed) {
      const worker = new Worker(box.dataset.layout);
      worker.onerror = failed;
      worker.onmessage = function (message) { worker.terminate(); done(message.data); };
      worker.postMessage({ nodes: loaded.nodes.map(function (node) { return node.id; }), edges: loaded.edges });
    });
  }
  fetch(box.dataset.source, { credentials: "same-origin" }).then(function (answer) {
    if (!answer.ok) throw new Error(answer.status);
    return answer.json();
  }).then(function (loaded) {
    data = loaded;
    return placed(loaded);
  }).then(function (found) {
    places = found;
    chart = echarts.init(box);
    draw();
    box.dataset.ready = String(data.nodes.length);
    let width = box.clientWidth, waits = 0;
    addEventListener("resize", function () {  // drawn again: ECharts stumbles over a layout that is still under way
      clearTimeout(waits);
      waits = setTimeout(function () {
        if (box.clientWidth === width) return;
        width = box.clientWidth;
        chart.dispose();
        chart = echarts.init(box);
        draw();
      }, 150);
    });
    document.addEventListener("themechange", draw);
  }).catch(function () { box.classList.add("failed"); });
})();
