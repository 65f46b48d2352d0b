// Runs the original network (the npm package's own bundle, tfjs's CPU backend) on inputs from a file of float32.
//
//     node training/face-expression/check.mjs PACKAGE_DIR inputs.f32 probabilities.f32
//
// inputs.f32: shape {n, 112, 112, 3}: face, row, column, channel (R, G, B), each in [0, 255], little endian.
// probabilities.f32: shape {n, 7}, in the original's class order. check.py writes the inputs and compares.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const VALUES_PER_FACE = 112 * 112 * 3;
const [packageDir, inputsFile, outputFile] = process.argv.slice(2);
if (!outputFile) throw new Error('usage: node check.mjs PACKAGE_DIR inputs.f32 probabilities.f32');

// The bundle is the browser's: without a document it looks for parts of Node that it does not carry.
globalThis.window = globalThis;
globalThis.document = {};
const faceapi = await import(pathToFileURL(path.resolve(packageDir, 'dist/face-api.esm.js')).href);
await faceapi.tf.setBackend('cpu');
await faceapi.tf.ready();

const manifest = JSON.parse(fs.readFileSync(path.join(packageDir, 'model/face_expression_model-weights_manifest.json'), 'utf8'));
const bytes = fs.readFileSync(path.join(packageDir, 'model/face_expression_model.bin'));
const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength);
const net = new faceapi.FaceExpressionNet();
net.loadFromWeightMap(faceapi.tf.io.decodeWeights(buffer, manifest[0].weights));

const raw = fs.readFileSync(inputsFile);
const all = new Float32Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + raw.byteLength));
const results = [];
for (let offset = 0; offset < all.length; offset += VALUES_PER_FACE) {
  const face = faceapi.tf.tensor4d(all.slice(offset, offset + VALUES_PER_FACE), [1, 112, 112, 3]);
  const input = await faceapi.toNetInput(face);
  const probabilities = net.forwardInput(input);
  results.push(...probabilities.dataSync());
}
fs.writeFileSync(outputFile, Buffer.from(Float32Array.from(results).buffer));
console.log(`${results.length / 7} faces read by ${faceapi.version}, backend ${faceapi.tf.getBackend()}`);
