/*
 * Preloaded into the unmodified program (LD_PRELOAD), this is where a crash sweep finds its stop points: whatever the
 * program changes outside of its own memory goes through one of the functions below. Nothing in the program knows of it.
 *
 *   STOP_ROOT  only paths in this folder count
 *   STOP_READS children that change nothing: " git status, helm list,"
 *   STOP_LOG   each point that is passed is written there, one a line
 *   STOP_AT    the point at which the program is killed, as the log of another run names it
 *
 * A point is "PHASE EFFECT #N": the N-th time that this effect comes up in the run. Phases: before; within (half of the
 * bytes are written); during (a child is at work); after. Beside them are noted "read CHILD #0", for children that only look,
 * and "idle EFFECT #0", for calls that had nothing to change.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

#define TEXT 512
#define EFFECTS 4096
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

typedef struct {
  char text[TEXT];
  int count;
  pid_t child;  /* whose end is awaited, of the last one */
  int number;   /* which one that was */
} effect;

/* Shared with children between fork and exec, whichever way the runtime forks. */
static struct {
  atomic_flag gate;
  atomic_int child_at_work;
  int used;
  effect effects[EFFECTS];
} *shared;

static char root[TEXT], *reads, *stop_at;
static int root_length, log_file = -1;
static pid_t program;

static _Noreturn void die(void) {
  kill(program, SIGKILL);
  if (getpid() != program) _exit(127);
  for (;;) pause();
}

/* Notes a point, and says whether it is the one to stop at. */
static int note(const char *phase, const char *text, int number) {
  char line[TEXT + 64];
  int length = snprintf(line, sizeof line, "%s %s #%d\n", phase, text, number);
  NEXT(write)(log_file, line, length);
  return stop_at && !strncmp(line, stop_at, length - 1) && !stop_at[length - 1];
}

static void pass(const char *phase, const char *text, int number) {
  if (note(phase, text, number)) die();
}

/* Counts an effect that begins, and passes the point before it. */
static effect *begin(const char *text, int *number) {
  while (atomic_flag_test_and_set(&shared->gate)) usleep(50);
  effect *found = shared->effects;
  while (found < shared->effects + shared->used && strcmp(found->text, text)) found++;
  if (found == shared->effects + shared->used && shared->used < EFFECTS - 1) {
    shared->used++;
    strcpy(found->text, text);
  }
  *number = ++found->count;
  atomic_flag_clear(&shared->gate);
  pass("before", text, *number);
  return found;
}

/* What Path.GetRandomFileName makes: r4n2qcdj.sb0. */
static int is_random_name(const char *from) {
  const char *letters = "abcdefghijklmnopqrstuvwxyz012345";
  return strspn(from, letters) == 8 && from[8] == '.' && strspn(from + 9, letters) == 3;
}

static int is_id(const char *from, int length) {
  return (length == 32 || length == 36) && (int)strspn(from, "0123456789abcdef-") == length;
}

/* Appends a path without what differs from run to run: ids, process ids, random names. */
static void append(char *text, const char *path) {
  char own[16];
  const char *first = path;
  int after_runs = 0, own_length = snprintf(own, sizeof own, "%d", program);
  size_t end = strlen(text);
  while (*path && end < TEXT - 8) {
    int length = strcspn(path, "/?");
    if (after_runs || is_id(path, length)) {
      text[end++] = '*';
      path += length;
      after_runs = 0;
    } else {
      after_runs = length == 4 && !strncmp(path, "runs", 4);
      for (const char *stop = path + length; path < stop && end < TEXT - 8;) {
        if (path > first && (path[-1] == '.' || path[-1] == '/') && is_random_name(path)) {
          text[end++] = '*';
          path += 12;
        } else if (!strncmp(path, own, own_length)) {
          text[end++] = '*';
          path += own_length;
        } else {
          text[end++] = *path++;
        }
      }
    }
    if (*path) text[end++] = *path++;
  }
  text[end] = 0;
}

static int is_watched(const char *path) {
  return shared && getpid() == program && path && !strncmp(path, root, root_length) && path[root_length] == '/';
}

static const char *below_root(const char *path) { return path + root_length + 1; }

/* One effect: the points before and after the call. A call that has nothing to change is noted, and is no point. */
#define CALL(has_effect, text, call)                      \
  int is_effect = (has_effect), number = 0;               \
  if (is_effect) begin(text, &number);                    \
  int result = call, error = errno;                       \
  if (result >= 0 && is_effect) pass("after", text, number); \
  if (result >= 0 && !is_effect) note("idle", text, 0); \
  errno = error;                                          \
  return result

#define ON_PATH(has_effect, verb, path, call)             \
  if (!is_watched(path)) return call;                     \
  char text[TEXT] = verb " ";                             \
  append(text, below_root(path));                         \
  CALL(has_effect, text, call)

static int exists(const char *path) {
  struct stat status;
  int error = errno, found = !lstat(path, &status);
  errno = error;
  return found;
}

static int has_other_size(int file, off64_t size) {
  struct stat status;
  return !fstat(file, &status) && status.st_size != size;
}

int rename(const char *from, const char *to) { ON_PATH(1, "rename to", to, NEXT(rename)(from, to)); }
int unlink(const char *path) { ON_PATH(exists(path), "delete", path, NEXT(unlink)(path)); }
int rmdir(const char *path) { ON_PATH(exists(path), "delete", path, NEXT(rmdir)(path)); }
int mkdir(const char *path, mode_t mode) { ON_PATH(!exists(path), "make", path, NEXT(mkdir)(path, mode)); }
int link(const char *from, const char *to) { ON_PATH(1, "link", to, NEXT(link)(from, to)); }
int symlink(const char *from, const char *to) { ON_PATH(1, "link", to, NEXT(symlink)(from, to)); }
int chmod(const char *path, mode_t mode) { ON_PATH(1, "chmod", path, NEXT(chmod)(path, mode)); }

#define OPEN(name)                                                                          \
  int name(const char *path, int flags, ...) {                                              \
    va_list rest;                                                                           \
    va_start(rest, flags);                                                                  \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(rest, mode_t) : 0;                 \
    va_end(rest);                                                                           \
    if (!(flags & (O_CREAT | O_TRUNC))) return NEXT(name)(path, flags, mode);               \
    ON_PATH((flags & O_TRUNC) || !exists(path), "create", path, NEXT(name)(path, flags, mode)); \
  }
OPEN(open)
OPEN(open64)

/* What an open file is called: its path, or "stdin of a child" for a pipe. */
static int name_of(int file, char *text, const char *verb) {
  char link[64], path[TEXT];
  snprintf(link, sizeof link, "/proc/self/fd/%d", file);
  int error = errno;
  ssize_t length = readlink(link, path, sizeof path - 1);
  errno = error;
  if (length < 0) return 0;
  path[length] = 0;
  if (!is_watched(path)) return 0;
  strcpy(text, verb);
  append(text, below_root(path));
  return 1;
}

/* Pipes of one byte are the runtime's own signals; those to our own output are no child's. */
static int is_child_input(int file, size_t size) {
  struct stat status, output;
  if (!shared || getpid() != program || size < 2 || file <= 2 || fstat(file, &status) || !S_ISFIFO(status.st_mode))
    return 0;
  for (int own = 1; own <= 2; own++)
    if (!fstat(own, &output) && output.st_ino == status.st_ino) return 0;
  return 1;
}

/* One write: the point within it is passed when half of it is written. */
#define WRITE(file, size, half, call)                                                        \
  char text[TEXT];                                                                           \
  if (!shared || getpid() != program || file == log_file) return call;                       \
  if (!name_of(file, text, "write ")) {                                                      \
    if (!is_child_input(file, size)) return call;                                            \
    strcpy(text, "feed a child");                                                            \
  }                                                                                          \
  int number;                                                                                \
  begin(text, &number);                                                                      \
  if (note("within", text, number)) {                                                     \
    half;                                                                                    \
    die();                                                                                   \
  }                                                                                          \
  ssize_t result = call;                                                                     \
  int error = errno;                                                                         \
  pass("after", text, number);                                                               \
  errno = error;                                                                             \
  return result

ssize_t write(int file, const void *bytes, size_t size) {
  WRITE(file, size, NEXT(write)(file, bytes, size / 2), NEXT(write)(file, bytes, size));
}

ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t offset) {
  WRITE(file, size, NEXT(pwrite64)(file, bytes, size / 2, offset), NEXT(pwrite64)(file, bytes, size, offset));
}

ssize_t pwritev64(int file, const struct iovec *parts, int count, off64_t offset) {
  WRITE(file, 2, NEXT(pwritev64)(file, parts, count / 2, offset), NEXT(pwritev64)(file, parts, count, offset));
}

ssize_t sendfile64(int to, int from, off64_t *offset, size_t size) {
  WRITE(to, size, NEXT(sendfile64)(to, from, offset, size / 2), NEXT(sendfile64)(to, from, offset, size));
}

#define ON_FILE(has_effect, verb, file, call)       \
  char text[TEXT];                                  \
  if (!name_of(file, text, verb " ")) return call;  \
  CALL(has_effect, text, call)

int ftruncate64(int file, off64_t size) {
  ON_FILE(has_other_size(file, size), "truncate", file, NEXT(ftruncate64)(file, size));
}

int fallocate64(int file, int mode, off64_t offset, off64_t size) {
  ON_FILE(1, "reserve", file, NEXT(fallocate64)(file, mode, offset, size));
}

int fchmod(int file, mode_t mode) { ON_FILE(1, "chmod", file, NEXT(fchmod)(file, mode)); }
int futimens(int file, const struct timespec times[2]) { ON_FILE(1, "touch", file, NEXT(futimens)(file, times)); }

/* "git commit", of /usr/bin/git -c x=y commit …; setsid only starts another. */
static void name_child(char *text, char *const arguments[]) {
  const char *tool = strrchr(*arguments, '/') ? strrchr(*arguments, '/') + 1 : *arguments;
  if (!strcmp(tool, "setsid") && arguments[1]) {
    name_child(text, arguments + 1);
    return;
  }
  const char *verb = "";
  for (char *const *next = arguments + 1; *next; next++) {
    if (!strcmp(*next, "-c") || !strcmp(*next, "-C")) {
      if (!*++next) break;
    } else if (**next != '-') {
      verb = *next;
      break;
    }
  }
  snprintf(text, TEXT / 2, "%s %s", tool, verb);
}

int execve(const char *file, char *const arguments[], char *const environment[]) {
  char name[TEXT / 2], entry[TEXT / 2 + 4];
  /* The runtime tries a folder of PATH after the other; only the one that is there counts. */
  if (!shared || access(file, X_OK)) return NEXT(execve)(file, arguments, environment);
  name_child(name, arguments);
  snprintf(entry, sizeof entry, " %s,", name);
  if (strstr(reads, entry)) {
    note("read", name, 0);
  } else {
    char text[TEXT] = "run ";
    strcat(text, name);
    int number;
    effect *found = begin(text, &number);
    found->child = getpid();
    found->number = number;
    if (note("during", text, number)) atomic_store(&shared->child_at_work, 1);
  }
  return NEXT(execve)(file, arguments, environment);
}

static void ended(pid_t child) {
  for (int index = 0; shared && getpid() == program && child > 0 && index < shared->used; index++) {
    effect *found = shared->effects + index;
    if (found->child == child) {
      found->child = 0;
      pass("after", found->text, found->number);
    }
  }
}

pid_t waitpid(pid_t child, int *status, int options) {
  pid_t result = NEXT(waitpid)(child, status, options);
  int error = errno;
  ended(result);
  errno = error;
  return result;
}

/* A child was only just started when execve passes its point: give it a moment to begin its work. */
static void *kill_while_child_works(void *unused) {
  while (!atomic_load(&shared->child_at_work)) usleep(1000);
  usleep(250 * 1000);
  die();
  return unused;
}

/* For effects that are seen elsewhere (requests, by the startup hook). */
__attribute__((visibility("default"))) int stop_before(const char *what) {
  char text[TEXT] = "";
  append(text, what);
  int number;
  begin(text, &number);
  return number;
}

__attribute__((visibility("default"))) void stop_after(const char *what, int number) {
  char text[TEXT] = "";
  append(text, what);
  pass("after", text, number);
}

__attribute__((constructor)) static void start(void) {
  const char *folder = getenv("STOP_ROOT"), *log = getenv("STOP_LOG");
  if (!folder || !log) return;
  snprintf(root, sizeof root, "%s", folder);
  root_length = strlen(root);
  reads = strdup(getenv("STOP_READS") ? getenv("STOP_READS") : "");
  stop_at = getenv("STOP_AT") ? strdup(getenv("STOP_AT")) : NULL;
  log_file = NEXT(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  program = getpid();
  /* Children run as they are. */
  const char *names[] = {"LD_PRELOAD", "STOP_ROOT", "STOP_LOG", "STOP_READS", "STOP_AT"};
  for (int index = 0; index < 5; index++) unsetenv(names[index]);
  void *memory = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  shared = memory;
  if (stop_at && !strncmp(stop_at, "during ", 7)) {
    pthread_t thread;
    pthread_create(&thread, NULL, kill_while_child_works, NULL);
  }
}
