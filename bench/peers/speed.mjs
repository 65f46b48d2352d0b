// What other programs cost for the same work on the same film, five frames a second: node speed.mjs FILM face-api-tiny|face-api-ssd|human|human-following
// Prints one JSON line. WebAssembly, the fastest backend that runs in Node without a compiled addon. ffmpeg decodes, as it does in their examples.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';

const need = createRequire(import.meta.url);
const [film, program = 'face-api-tiny'] = process.argv.slice(2);
if (!film || !['face-api-tiny', 'face-api-ssd', 'human', 'human-following'].includes(program)) {
  console.error('usage: node speed.mjs FILM face-api-tiny|face-api-ssd|human|human-following');
  process.exit(2);
}
const [width, height] = [1920, 1080];
const wasmFolder = join(dirname(need.resolve('@tensorflow/tfjs-backend-wasm')), '/');

async function faceApi(kind) {
  await import('@tensorflow/tfjs');
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  const faceapi = need('@vladmandic/face-api/dist/face-api.node-wasm.js');
  wasm.setWasmPaths(wasmFolder);
  await faceapi.tf.setBackend('wasm');
  await faceapi.tf.ready();
  const models = join(dirname(need.resolve('@vladmandic/face-api/package.json')), 'model');
  const net = kind === 'tiny' ? faceapi.nets.tinyFaceDetector : faceapi.nets.ssdMobilenetv1;
  await Promise.all([net, faceapi.nets.faceLandmark68Net, faceapi.nets.faceExpressionNet].map((n) => n.loadFromDisk(models)));
  const options = kind === 'tiny' ? new faceapi.TinyFaceDetectorOptions({ inputSize: 416, scoreThreshold: 0.5 })
    : new faceapi.SsdMobilenetv1Options({ minConfidence: 0.5, maxResults: 20 });
  return async (rgb) => {
    const picture = faceapi.tf.tensor3d(rgb, [height, width, 3], 'int32');
    const faces = await faceapi.detectAllFaces(picture, options).withFaceLandmarks().withFaceExpressions();
    picture.dispose();
    return faces.length;
  };
}

/** Following: faces are looked for when its own rule says so, and followed by their mesh in between; expressions are read in every frame. */
async function humanOf(following) {
  const always = following ? {} : { skipFrames: 0, skipTime: 0 };
  const home = join(dirname(need.resolve('@vladmandic/face-api/package.json')), '..', 'human');
  const { Human } = need(join(home, 'dist', 'human.node-wasm.js')); // not among what the package exports by name
  const server = createServer((ask, answer) => answer.end(readFileSync(join(home, 'models', basename(ask.url))))).listen(0, '127.0.0.1'); // it fetches
  await new Promise((done) => { server.on('listening', done); });
  server.unref();
  const human = new Human({
    backend: 'wasm', wasmPath: wasmFolder, modelBasePath: `http://127.0.0.1:${server.address().port}/`, debug: false, ...(following ? {} : { cacheSensitivity: 0 }),
    face: { enabled: true, detector: { maxDetected: 20, minConfidence: 0.3, ...always }, mesh: { enabled: true }, iris: { enabled: false },
      description: { enabled: false }, emotion: { enabled: true, skipFrames: 0, skipTime: 0 }, antispoof: { enabled: false }, liveness: { enabled: false } },
    body: { enabled: false }, hand: { enabled: false }, object: { enabled: false }, gesture: { enabled: false }, segmentation: { enabled: false },
  });
  await human.load();
  return async (rgb) => {
    const picture = human.tf.tensor(rgb, [1, height, width, 3], 'float32');
    const result = await human.detect(picture);
    human.tf.dispose(picture);
    return result.face.filter((face) => face.emotion?.length).length;
  };
}

const find = program.startsWith('human') ? await humanOf(program === 'human-following') : await faceApi(program.slice(9));

/** Plays the film once; frames, faces, and what ffmpeg took of the processor. */
async function play() {
  const ffmpeg = spawn('ffmpeg', ['-hide_banner', '-benchmark', '-threads', '1', '-i', film, '-vf', 'fps=5', '-f', 'rawvideo', '-pix_fmt', 'rgb24', '-']);
  const closed = new Promise((done) => { ffmpeg.on('close', done); });
  let told = '';
  ffmpeg.stderr.on('data', (text) => { told += text; });
  const size = width * height * 3;
  let parts = [], have = 0, frames = 0, faces = 0;
  const begun = performance.now();
  for await (const chunk of ffmpeg.stdout) {
    parts.push(chunk);
    have += chunk.length;
    while (have >= size) {
      const all = Buffer.concat(parts);
      if (program === 'human-following') { // its rule counts time
        await new Promise((done) => { setTimeout(done, Math.max(0, begun + frames * 200 - performance.now())); });
      }
      faces += await find(new Uint8Array(all.subarray(0, size)));
      frames += 1;
      parts = [all.subarray(size)];
      have -= size;
    }
  }
  await closed;
  const [, user, system] = told.match(/bench: utime=([\d.]+)s stime=([\d.]+)s/);
  return { frames, faces, decoding: Number(user) + Number(system) };
}

await play(); // compiled and warm
const before = process.cpuUsage();
const begun = performance.now();
const { frames, faces, decoding } = await play();
const seconds = (performance.now() - begun) / 1000;
const used = process.cpuUsage(before);
const own = (used.user + used.system) / 1e6;
console.log(JSON.stringify({
  program, frames, faces, framesPerSecond: Number((frames / seconds).toFixed(2)),
  cores: Number(((own + decoding) / (frames / 5)).toFixed(3)), // processor seconds a second of the film
  megabytes: Math.round(process.memoryUsage().rss / 1e6),
}));
