// Runs an original TensorFlow Lite network, in chromium, on inputs from a file of float32: the runtime is tfjs-tflite's WebAssembly.
//
//     node training/hands/check.mjs PACKAGES model.tflite inputs.f32 SIDE outputs.json
//
// PACKAGES: a folder with node_modules (playwright-core, @tensorflow/tfjs-core, @tensorflow/tfjs-backend-cpu, @tensorflow/tfjs-tflite).
// inputs.f32: shape {n, SIDE, SIDE, 3}, each in [0, 1]. outputs.json: [{output's name: [values]}], one an input. check.py compares.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';

const [packages, model, inputsFile, side, outputFile] = process.argv.slice(2);
if (!outputFile) throw new Error('usage: node check.mjs PACKAGES model.tflite inputs.f32 SIDE outputs.json');
const { chromium } = createRequire(path.resolve(packages, 'x.js'))('playwright-core');
const scope = path.resolve(packages, 'node_modules/@tensorflow');
const types = { '.wasm': 'application/wasm', '.js': 'text/javascript', '.html': 'text/html' };
const page = ['tfjs-core/dist/tf-core.min.js', 'tfjs-backend-cpu/dist/tf-backend-cpu.min.js', 'tfjs-tflite/dist/tf-tflite.min.js']
  .map((file) => `<script src="/${file}"></script>`).join('');
const server = http.createServer((request, answer) => {
  const name = decodeURIComponent(request.url.split('?')[0]);
  const file = { '/model.tflite': model, '/inputs.f32': inputsFile }[name] ?? path.join(scope, name);
  const body = name === '/' ? page : fs.existsSync(file) ? fs.readFileSync(file) : undefined;
  answer.writeHead(body === undefined ? 404 : 200, { 'Content-Type': types[name === '/' ? '.html' : path.extname(name)] ?? 'application/octet-stream' });
  answer.end(body);
});
await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
const address = `http://127.0.0.1:${server.address().port}/`;
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
const tab = await browser.newPage();
await tab.goto(address);
const outputs = await tab.evaluate(async ({ side, address }) => {
  tflite.setWasmPath(`${address}tfjs-tflite/wasm/`);
  const network = await tflite.loadTFLiteModel(`${address}model.tflite`, { numThreads: 1 });
  const values = new Float32Array(await (await fetch('/inputs.f32')).arrayBuffer());
  const size = side * side * 3;
  const all = [];
  for (let i = 0; i * size < values.length; i++) {
    const result = network.predict(tf.tensor(values.slice(i * size, (i + 1) * size), [1, side, side, 3]));
    all.push(Object.fromEntries(Object.entries(result).map(([name, tensor]) => [name, Array.from(tensor.dataSync())])));
  }
  return all;
}, { side: Number(side), address });
fs.writeFileSync(outputFile, JSON.stringify(outputs));
await browser.close();
server.close();
