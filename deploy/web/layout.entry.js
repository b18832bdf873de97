// Where the nodes of a large network go: d3-force's Barnes-Hut, in a worker, so that the page never waits for it.
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

const ROUNDS = 200;

onmessage = function (message) {
  const nodes = message.data.nodes.map(function (id) { return { id: id }; });
  const links = message.data.edges.map(function (edge) { return { source: edge[0], target: edge[1] }; });
  const simulation = forceSimulation(nodes)
    .force("link", forceLink(links).id(function (node) { return node.id; }).distance(24))
    .force("charge", forceManyBody().strength(-18).theta(1.1).distanceMax(400))
    .force("apart", forceCollide(5))
    .force("x", forceX().strength(0.035))
    .force("y", forceY().strength(0.14))
    .alphaDecay(1 - Math.pow(0.001, 1 / ROUNDS))
    .stop();
  for (let round = 0; round < ROUNDS; round += 1) simulation.tick();
  postMessage(nodes.map(function (node) { return [Math.round(node.x * 10) / 10, Math.round(node.y * 10) / 10]; }));
};
