/* The zygote's loop and what a run does before it becomes the candidate's program, without an interpreter in between.
 *
 * It does what zygote._run, boot._start, root.freshen and confine.become do, step by step and in their order, for
 * programs that are entered. Those stay: they are what runs where this is not compiled, and for all other programs.
 * A process that was forked pays for every page it touches, and Python touches hundreds to make thirty system calls.
 *
 * native.py has struct slot too. Every function is called with one thread and the interpreter's lock held.
 */

#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define LANDLOCK_CREATE_RULESET 444
#define LANDLOCK_ADD_RULE 445
#define LANDLOCK_RESTRICT_SELF 446
#define CLOSE_RANGE 436
#define CAPABILITY_VERSION_3 0x20080522
#define MOST_DESCRIPTORS 8

/* What the runs of a slot have in common. */
struct slot {
    int32_t channel;           /* to the supervisor */
    int32_t proc;              /* the machine's /proc */
    int32_t user;              /* to become; -1 to stay */
    int32_t kept;              /* how many folders and files lie beneath what a run mounts */
    const char *const *places; /* where each of them is shown */
    const char *const *sources; /* and where it is kept */
    const void *filter;        /* struct sock_filter[] */
    uint64_t instructions;
    uint64_t attributes[3];    /* struct landlock_ruleset_attr */
    uint64_t attributes_size;  /* 0 without Landlock */
    uint64_t read_rights, write_rights, device_rights;
};

/* What is a run's own: the head of what it is about, see about.py. */
struct run {
    int64_t cpu_s, files_mib, inodes, processes, data_mib, more;
};

static char failed[512]; /* what could not be done, for the supervisor */

static int fail(const char *call, const char *what) {
    snprintf(failed, sizeof failed, "%s%s%s: %s", call, *what ? " " : "", what, strerror(errno));
    return -1;
}

/* Show what is kept where the run's own mounts hide it. */
static int attach(const char *source, const char *place) {
    char path[4096];
    struct stat seen;
    if (stat(source, &seen) || !stat(place, &seen))
        return 0; /* there is no such file, or an outer one shows it already */
    if (strlen(place) >= sizeof path)
        return errno = ENAMETOOLONG, fail("mount", source);
    strcpy(path, place);
    for (char *at = strchr(path + 1, '/'); at; at = strchr(at + 1, '/')) {
        *at = 0;
        if (mkdir(path, 0777) && errno != EEXIST)
            return fail("mkdir", path);
        *at = '/';
    }
    stat(source, &seen);
    int made = S_ISDIR(seen.st_mode) ? mkdir(path, 0777) : open(path, O_CREAT | O_EXCL | O_CLOEXEC, 0777);
    if (made < 0)
        return fail("mkdir", path);
    if (made > 0)
        close(made);
    return mount(source, place, NULL, MS_BIND | MS_REC, NULL) ? fail("mount", source) : 0;
}

/* What the run has for itself, as root.freshen makes it; ends in the work folder. */
static int freshen(const struct slot *slot, const struct run *run) {
    static const char *const shown[] = {"/task", "/tmp"}, *const own[] = {"/hidden/space/task", "/hidden/space/tmp"};
    const unsigned long flags = MS_NOSUID | MS_NODEV;
    char options[96];
    snprintf(options, sizeof options, "size=%lldm,nr_inodes=%lld,mode=755", (long long)run->files_mib,
             (long long)run->inodes);
    if (mount("assay", "/hidden/space", "tmpfs", flags, options))
        return fail("mount tmpfs on", "/hidden/space");
    for (int each = 0; each < 2; each++) {
        if (mkdir(own[each], 0777) || chmod(own[each], 01777))
            return fail("mkdir", own[each]);
        if (mount(own[each], shown[each], NULL, MS_BIND, NULL))
            return fail("mount", own[each]);
    }
    for (int each = 0; each < slot->kept; each++)
        if (attach(slot->sources[each], slot->places[each]))
            return -1;
    if (mount("proc", "/proc", "proc", flags | MS_NOEXEC | MS_RDONLY, "subset=pid") &&
        mount("assay", "/proc", "tmpfs", flags | MS_NOEXEC | MS_RDONLY, "size=4k,nr_inodes=1,mode=755"))
        return fail("mount", "/proc");
    return chdir("/task") ? fail("chdir", "/task") : 0;
}

static int limit(int which, int64_t soft, int64_t hard) {
    struct rlimit asked = {(rlim_t)soft, (rlim_t)hard}, now;
    if (!setrlimit(which, &asked))
        return 0;
    if (errno != EPERM || getrlimit(which, &now))
        return fail("setrlimit", "");
    /* there is a lower one, which only root may exceed */
    asked.rlim_cur = asked.rlim_cur < now.rlim_max ? asked.rlim_cur : now.rlim_max;
    asked.rlim_max = asked.rlim_max < now.rlim_max ? asked.rlim_max : now.rlim_max;
    return setrlimit(which, &asked) ? fail("setrlimit", "") : 0;
}

static int limit_each(const struct run *run) {
    const int which[] = {RLIMIT_FSIZE, RLIMIT_NPROC, RLIMIT_DATA};
    const int64_t most[] = {run->files_mib << 20, run->processes, run->data_mib << 20};
    if (limit(RLIMIT_CPU, run->cpu_s, run->cpu_s + 1))
        return -1;
    for (int each = 0; each < 3; each++)
        if (most[each] && limit(which[each], most[each], most[each]))
            return -1;
    return 0;
}

static int allow(int ruleset, const char *path, uint64_t rights) {
    struct __attribute__((packed)) {
        uint64_t rights;
        int32_t place;
    } rule = {rights, open(path, O_PATH | O_CLOEXEC)};
    if (rule.place < 0)
        return fail("open", path);
    if (syscall(LANDLOCK_ADD_RULE, ruleset, 1, &rule, 0))
        return fail("landlock_add_rule", path);
    close(rule.place);
    return 0;
}

static int restrict_files(const struct slot *slot) {
    if (!slot->attributes_size)
        return 0;
    int ruleset = (int)syscall(LANDLOCK_CREATE_RULESET, slot->attributes, slot->attributes_size, 0);
    if (ruleset < 0)
        return fail("landlock_create_ruleset", "");
    if (allow(ruleset, "/", slot->read_rights) || allow(ruleset, "/task", slot->write_rights) ||
        allow(ruleset, "/tmp", slot->write_rights) || allow(ruleset, "/dev", slot->device_rights))
        return -1;
    if (syscall(LANDLOCK_RESTRICT_SELF, ruleset, 0))
        return fail("landlock_restrict_self", "");
    close(ruleset);
    return 0;
}

static int take_rights(const struct slot *slot) {
    const uint32_t header[2] = {CAPABILITY_VERSION_3, 0}, none[6] = {0};
    const struct sock_fprog filter = {(unsigned short)slot->instructions, (struct sock_filter *)slot->filter};
    if (slot->user >= 0) {
        if (syscall(SYS_setgroups, 0, NULL))
            return fail("setgroups", "");
        if (syscall(SYS_setresgid, slot->user, slot->user, slot->user))
            return fail("setresgid", "");
        if (syscall(SYS_setresuid, slot->user, slot->user, slot->user))
            return fail("setresuid", "");
    }
    if (syscall(SYS_capset, header, none))
        return fail("capset", "");
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
        return fail("prctl", "NO_NEW_PRIVS");
    if (restrict_files(slot))
        return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &filter, 0, 0) ? fail("prctl", "SECCOMP") : 0;
}

/* Descriptors of the run under way, in the process that is it. */
static int given[MOST_DESCRIPTORS], count;

/* End this process; the supervisor hears what could not be done. */
static void leave(int control) {
    if (write(control, failed, strlen(failed)) < 0)
        _exit(126);
    _exit(127);
}

void assay_refuse(const char *reason) {
    snprintf(failed, sizeof failed, "%s", reason);
    leave(given[count - 1]);
}

/* What confine.when_ready reads. */
static int say_ready(int control) {
    char said[32];
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    int length = snprintf(said, sizeof said, "\x06%lld ", now.tv_sec * 1000000000LL + now.tv_nsec);
    return write(control, said, (size_t)length) == length;
}

/* The last steps, in the run's process once its files are there. Returns when it may become the candidate's program. */
void assay_confine(const struct slot *slot, const struct run *run) {
    const int control = count - 2; /* the first is what the run is about */
    int at = given[count - 1];
    for (int each = 0; each <= control; each++) {
        if (dup3(given[each + 1], each, each == control ? O_CLOEXEC : 0) < 0) {
            fail("dup3", "");
            leave(at);
        }
    }
    at = control;
    if (syscall(CLOSE_RANGE, control + 1, ~0U, 0))
        fail("close_range", "");
    else if (setsid() < 0)
        fail("setsid", "");
    else if (!limit_each(run) && !take_rights(slot) && say_ready(control)) {
        close(control);
        return;
    }
    leave(at);
}

/* Process 1 of a run, until it may become the program; 1 if there is more about the run than its head. */
static int begin(const struct slot *slot, struct run *run) {
    int score = openat(slot->proc, "self/oom_score_adj", O_WRONLY | O_CLOEXEC);
    if (score < 0 || write(score, "1000", 4) != 4)
        fail("write", "oom_score_adj");
    else if (close(score) || close(slot->proc))
        fail("close", "");
    else if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0))
        fail("prctl", "DUMPABLE");
    else if (read(given[0], run, sizeof *run) != (ssize_t)sizeof *run)
        fail("read", "what the run is about");
    else if (!freshen(slot, run)) {
        if (run->more)
            return given[0] + 1;
        assay_confine(slot, run);
        return 0;
    }
    leave(given[count - 1]);
    return -1;
}

static int take(int channel) {
    union {
        char space[CMSG_SPACE(sizeof given)];
        struct cmsghdr align;
    } rights;
    char byte;
    struct iovec data = {&byte, 1};
    struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = &rights,
                             .msg_controllen = sizeof rights};
    ssize_t got;
    do
        got = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
    while (got < 0 && errno == EINTR);
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    if (got <= 0 || !head || head->cmsg_type != SCM_RIGHTS || (message.msg_flags & MSG_CTRUNC))
        return 0;
    count = (int)((head->cmsg_len - CMSG_LEN(0)) / sizeof(int));
    memcpy(given, CMSG_DATA(head), count * sizeof(int));
    return count;
}

/* Make the run's process, which begins on the processor that this one is on: what it copies lies in the caches there.
 * Either may go elsewhere as soon as it lives. */
static long beget(void) {
    cpu_set_t all, here;
    int processor = sched_getcpu();
    int known = processor >= 0 && processor < CPU_SETSIZE && !sched_getaffinity(0, sizeof all, &all);
    if (known) {
        CPU_ZERO(&here);
        CPU_SET(processor, &here);
        known = !sched_setaffinity(0, sizeof here, &here);
    }
    long child = syscall(SYS_clone, CLONE_NEWPID | CLONE_NEWNS | SIGCHLD, 0, 0, 0, 0);
    if (known && sched_setaffinity(0, sizeof all, &all) && child == 0) {
        fail("sched_setaffinity", "");
        leave(given[count - 1]);
    }
    return child;
}

/* Make runs until the supervisor is gone, then -1, or until that fails, then -2. In each run's own process it returns
 * too: 0 when that may become the program at once, else one more than the descriptor that tells the rest, which is
 * to be done before assay_confine. */
int assay_serve(const struct slot *slot, struct run *run) {
    while (take(slot->channel) > 2) {
        long child = beget();
        if (child == 0) {
            close(slot->channel);
            return begin(slot, run);
        }
        if (child < 0)
            return fail("clone", ""), -2;
        int status;
        struct rusage used;
        while (wait4((pid_t)child, &status, 0, &used) < 0)
            if (errno != EINTR)
                return fail("wait4", ""), -2;
        for (int each = 0; each < count; each++)
            close(given[each]);
        struct __attribute__((packed)) {
            int32_t status;
            double cpu_s;
            int64_t peak_kib;
        } over = {status,
                  (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
                      (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e6,
                  used.ru_maxrss};
        if (send(slot->channel, &over, sizeof over, MSG_NOSIGNAL) < 0)
            return -1;
    }
    return -1;
}

const char *assay_failure(void) { return failed; }
