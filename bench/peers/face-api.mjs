// @vladmandic/face-api over rendered clips: node face-api.mjs DIR OUT.jsonl [tiny|ssd]
// tiny: tiny_face_detector at 416; ssd: SSD MobileNet v1. Then 68 landmarks and face_expression_model, as its own examples do.
import '@tensorflow/tfjs';
import * as wasm from '@tensorflow/tfjs-backend-wasm';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { distress, write } from './clips.mjs';

const need = createRequire(import.meta.url);
const faceapi = need('@vladmandic/face-api/dist/face-api.node-wasm.js');
const [folder, out, kind = 'tiny'] = process.argv.slice(2);
if (!folder || !out || !['tiny', 'ssd'].includes(kind)) {
  console.error('usage: node face-api.mjs DIR OUT.jsonl [tiny|ssd]');
  process.exit(2);
}
wasm.setWasmPaths(join(dirname(need.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
await faceapi.tf.setBackend('wasm');
await faceapi.tf.ready();
const models = join(dirname(need.resolve('@vladmandic/face-api/package.json')), 'model');
const net = kind === 'tiny' ? faceapi.nets.tinyFaceDetector : faceapi.nets.ssdMobilenetv1;
await Promise.all([net, faceapi.nets.faceLandmark68Net, faceapi.nets.faceExpressionNet].map((n) => n.loadFromDisk(models)));
const options = kind === 'tiny' ? new faceapi.TinyFaceDetectorOptions({ inputSize: 416, scoreThreshold: 0.5 })
  : new faceapi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 20 });

await write(folder, out, async (rgb, clip) => {
  const picture = faceapi.tf.tensor3d(rgb, [clip.height, clip.width, 3], 'int32');
  const faces = await faceapi.detectAllFaces(picture, options).withFaceLandmarks().withFaceExpressions();
  picture.dispose();
  return faces.map(({ detection: { box }, expressions: e }) =>
    ({ box: [box.x, box.y, box.width, box.height], distress: distress(e.fearful, e.sad) }));
});
