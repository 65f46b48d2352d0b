"""An RTSP camera that floods, for tests: 8K at 120 pictures a second, whose brightness tells when they were sent."""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

WIDTH, HEIGHT, RATE, GOP, STEPS = 7680, 4320, 120, 30, 5
Gst.init(None)


def encoded(step):
    """A key frame and what follows it, grey, a level for each step; encoded once, sent for ever."""
    grey = 40 + 40 * step
    pipeline = Gst.parse_launch(
        f"videotestsrc num-buffers={GOP} pattern=solid-color foreground-color={0xff000000 | grey * 0x010101} "
        f"! video/x-raw,format=I420,width={WIDTH},height={HEIGHT},framerate={RATE}/1 "
        f"! x264enc tune=zerolatency speed-preset=ultrafast key-int-max={GOP} bitrate=20000 "
        "! video/x-h264,stream-format=byte-stream,alignment=au ! appsink name=out sync=false"
    )
    pipeline.set_state(Gst.State.PLAYING)
    units = []
    while (sample := pipeline.get_by_name("out").emit("pull-sample")) is not None:
        buffer = sample.get_buffer()
        units.append(buffer.extract_dup(0, buffer.get_size()))
    pipeline.set_state(Gst.State.NULL)
    return units


GOPS = [encoded(step) for step in range(STEPS)]


def push(source):
    """Grey goes by the clock: a step every two seconds, so whoever sees it knows how late it is."""
    begun = time.time()
    sent = 0
    while True:
        at = begun + sent / RATE
        time.sleep(max(0, at - time.time()))
        if sent % GOP == 0:
            gop = GOPS[int(time.time() / 2) % STEPS]
        buffer = Gst.Buffer.new_wrapped(gop[sent % GOP])
        buffer.pts = buffer.dts = sent * Gst.SECOND // RATE
        buffer.duration = Gst.SECOND // RATE
        if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
            return
        sent += 1


def configure(factory, media):
    source = media.get_element().get_by_name("source")
    threading.Thread(target=push, args=(source,), daemon=True).start()


server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service(sys.argv[1])
factory = GstRtspServer.RTSPMediaFactory()
factory.set_launch(
    "( appsrc name=source is-live=true format=time caps=video/x-h264,stream-format=byte-stream,alignment=au,"
    f"width={WIDTH},height={HEIGHT},framerate={RATE}/1 ! h264parse ! rtph264pay name=pay0 config-interval=-1 )"
)
factory.connect("media-configure", configure)
server.get_mount_points().add_factory("/camera", factory)
if not server.attach(None):
    sys.exit("the port is in use: " + sys.argv[1])
print(server.get_bound_port(), flush=True)
loop = GLib.MainLoop()
threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
loop.run()
