#!/usr/bin/python3
"""Drops files on a window as a file manager does (XDND, version 5): drop_files.py WINDOW X Y FILE...

Debian's python3 has python3-xlib. The place is in the window's coordinates. Ends with 0 once the window has taken the list of files.
"""
import sys
import time
from pathlib import Path

from Xlib import X, display
from Xlib.protocol import event

target_id, x, y = (int(word) for word in sys.argv[1:4])
files = "".join(f"{Path(name).resolve().as_uri()}\r\n" for name in sys.argv[4:]).encode()

connection = display.Display()
atom = connection.intern_atom
target = connection.create_resource_object("window", target_id)
root = connection.screen().root
source = root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
source.set_selection_owner(atom("XdndSelection"), X.CurrentTime)


def tell(kind, *values):
    data = (source.id, *values, *(0 for _ in range(4 - len(values))))
    target.send_event(event.ClientMessage(window=target, client_type=atom(kind), data=(32, data)))
    connection.flush()


def hand_over(request):
    request.requestor.change_property(request.property, request.target, 8, files)
    request.requestor.send_event(event.SelectionNotify(
        time=request.time, requestor=request.requestor, selection=request.selection,
        target=request.target, property=request.property))
    connection.flush()


def wait_for(kind):
    """The data of the window's next message of this kind; what is asked for meanwhile is handed over."""
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if not connection.pending_events():
            time.sleep(0.01)
            continue
        came = connection.next_event()
        if came.type == X.SelectionRequest:
            hand_over(came)
        elif came.type == X.ClientMessage and came.client_type == atom(kind):
            return came.data[1]
    sys.exit(f"drop_files: the window has sent no {kind}")


place = root.translate_coords(target, x, y)
tell("XdndEnter", 5 << 24, atom("text/uri-list"))
tell("XdndPosition", 0, (place.x << 16) | place.y, X.CurrentTime, atom("XdndActionCopy"))
if not wait_for("XdndStatus")[1] & 1:
    sys.exit("drop_files: the window does not take files here")
tell("XdndDrop", 0, X.CurrentTime)
if not wait_for("XdndFinished")[1]:  # some set more than the lowest bit, or another
    sys.exit("drop_files: the window has not taken the files")
