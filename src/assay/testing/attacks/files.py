"""Files, of the machine and too many of its own; what they tell of other programs."""

from __future__ import annotations

from assay.domain.run import Limits
from assay.testing.attacks.attack import Attack, Control, attempt

_SMALL_DISK = Limits(wall_s=30, cpu_s=30, memory_mib=256, files_mib=16)

_FILL = """
import os
size = 0
for folder in ('.', os.environ['TMPDIR'], '/dev/shm'):
    try:
        with open(folder + '/filler', 'wb', 0) as file:
            while size < 1 << 27: size += file.write(bytes(1 << 20))
    except OSError as error: print(error)
print('breached' if size > 17 << 20 else 'held', 'tried')
"""

_USE_UP_INODES = """
import os
try:
    for number in range(20_000): os.mkdir(str(number))
except OSError as error: print(error)
else: print('breached')
print('tried')
"""

_READ_ENVIRONMENTS = """
import os, pathlib
seen = [str(dict(os.environ)).encode()]
for file in pathlib.Path('/proc').glob('[0-9]*/environ'):
    try: seen.append(file.read_bytes())
    except OSError: pass
if any(secret.encode() in one for one in seen): print('breached')
print('tried')
"""

_LIST_DESCRIPTORS = """
import os
for number in range(4, 1024):
    try: os.fstat(number)
    except OSError: continue
    print('breached', number)
print('tried')
"""

_RUN_A_SETUID_PROGRAM = """
import os, stat, subprocess
programs = [place + '/' + name for place in ('/usr/bin', '/bin') if os.path.isdir(place) for name in os.listdir(place)]
programs = [one for one in programs if os.stat(one, follow_symlinks=False).st_mode & stat.S_ISUID]
as_other = {'user': 65534, 'group': 65534, 'extra_groups': []} if os.geteuid() == 0 else {}
for one in programs[:3]:
    # The loader lists these for a program that has not gained rights, and says nothing in one that has.
    try:
        shown = subprocess.run([one, '--help'], env={'LD_SHOW_AUXV': '1'}, capture_output=True,
            stdin=subprocess.DEVNULL, **as_other)
    except OSError as error:
        print(error)
        continue
    if b'AT_SECURE' not in shown.stdout: print('breached', one)
print('tried' if programs else 'there is none')
"""

_SHARED_MEMORY = """
import os
held = 0
try:
    with open('/dev/shm/filler', 'wb', 0) as file:
        while held < 1 << 26: held += file.write(bytes(1 << 20))
except OSError as error: print(error)
print('breached' if held > 17 << 20 else 'held', 'tried')
"""

ATTACKS = (
    Attack(
        "read a host file",
        attempt("open(marker)"),
        benign="open('own', 'w').write('fine')\nprint(open('own').read())",
    ),
    Attack("write a host file", attempt("open(marker + '.new', 'w')")),
    Attack("read the engine's source", attempt("open(source)")),
    Attack("write a system file", attempt("open('/etc/assay-attack', 'w')"), control=Control.FENCED),
    Attack("write a program", attempt("open('/usr/bin/env', 'r+b')"), control=Control.AS_ROOT),
    Attack("follow a link out", attempt("open('link')", before="os.symlink(marker, 'link')")),
    Attack("go through process 1", attempt("open('/proc/1/root' + marker)"), control=Control.FENCED),
    Attack("go through its own root", attempt("open('/proc/self/root/../..' + marker)")),
    Attack("read password hashes", attempt("open('/etc/shadow')"), control=Control.AS_ROOT),
    Attack(
        "make a device",
        attempt("os.mknod('disk', stat.S_IFBLK | 0o600, os.makedev(8, 0))"),
        control=Control.AS_ROOT,
    ),
    Attack("fill every folder", _FILL, limits=_SMALL_DISK, control=Control.FENCED),
    Attack("fill shared memory", _SHARED_MEMORY, limits=_SMALL_DISK, control=Control.FENCED),
    Attack("use up inodes", _USE_UP_INODES, control=Control.FENCED),
    Attack("run a set-user-id program", _RUN_A_SETUID_PROGRAM),
    Attack("read environments", _READ_ENVIRONMENTS),
    Attack("see a host process", attempt("os.stat(f'/proc/{decoy}')")),
    Attack("use inherited descriptors", _LIST_DESCRIPTORS),
    Attack("read the memory of process 1", attempt("open('/proc/1/mem', 'rb')"), control=Control.FENCED),
)
