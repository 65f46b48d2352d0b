"""RTSP cameras for ./pukar bench: one film, sent over and over without coding it anew.

Arguments: the film (H.264 without B frames), how many cameras. Prints its port; ends with its input.
"""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer

CAPS = "video/x-h264,stream-format=byte-stream,alignment=au"
FRAMES_A_SECOND = 25
# Cameras of a city do not send their key frames all at once: each begins so much later than the one before it.
LATER_SECONDS = 0.31
KEY_FRAMES_SECONDS = 2


def pictures(film):
    """The film's packets, each one picture; key frames bring what a decoder needs to begin."""
    pipeline = Gst.parse_launch(
        f'filesrc location="{film}" ! qtdemux ! h264parse config-interval=-1 ! {CAPS} ! appsink name=out sync=false'
    )
    pipeline.set_state(Gst.State.PLAYING)
    out = pipeline.get_by_name("out")
    found = []
    while (sample := out.emit("pull-sample")) is not None:
        found.append(sample.get_buffer())
    pipeline.set_state(Gst.State.NULL)
    if not found:
        sys.exit("the film has no pictures: " + film)
    return found


class Camera:
    """Sends the film to whoever looks, from its beginning."""

    def __init__(self, number, film):
        self.later = number * LATER_SECONDS % KEY_FRAMES_SECONDS
        self.film = film
        self.source = None
        self.factory = GstRtspServer.RTSPMediaFactory()
        self.factory.set_launch(
            f"( appsrc name=film format=time is-live=true do-timestamp=true caps={CAPS} ! h264parse"
            " ! rtph264pay name=pay0 config-interval=-1 )"
        )
        self.factory.connect("media-configure", self.begin)

    def begin(self, factory, media):
        self.source = media.get_element().get_by_name_recurse_up("film")
        self.begun = time.monotonic() + self.later
        self.sent = 0
        media.connect("unprepared", self.end)

    def end(self, media):
        self.source = None

    def send(self, now):
        while self.source is not None and (now - self.begun) * FRAMES_A_SECOND >= self.sent:
            # A copy of the description alone; the picture's bytes are shared. Its time is when it is sent.
            picture = self.film[self.sent % len(self.film)].copy()
            picture.pts = picture.dts = Gst.CLOCK_TIME_NONE
            self.source.emit("push-buffer", picture)
            self.sent += 1


Gst.init(None)
film = pictures(sys.argv[1])
cameras = [Camera(number, film) for number in range(int(sys.argv[2]))]
server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
# Whoever opens a camera waits for its first picture; the others are sent theirs meanwhile.
server.get_thread_pool().set_max_threads(len(cameras))
for number, camera in enumerate(cameras):
    server.get_mount_points().add_factory(f"/{number}", camera.factory)
if not server.attach(None):
    sys.exit("no port is free")


def tick():
    now = time.monotonic()
    for camera in cameras:
        camera.send(now)
    return True


GLib.timeout_add(10, tick)
print(server.get_bound_port(), flush=True)
loop = GLib.MainLoop()
threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
loop.run()
