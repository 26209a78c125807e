#include "tests/program.h"

#include <check.h>
#include <dirent.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/temp.h"

static char dir[TEMP_PATH];

static void call_shell(const char *format) __attribute__((format(printf, 1, 0)));

static void call_shell(const char *format)
{
    char command[PROGRAM_PATH];

    snprintf(command, sizeof command, format, dir, dir);
    ck_assert_int_eq(system(command), 0);
}

/* In the process of all tests, so that a test that fails leaves nothing either. */
static void make_folder(void)
{
    const char *program = getenv("POTENCY");
    char path[PATH_MAX];

    ck_assert_ptr_nonnull(realpath(program ? program : "build/potency", path));
    ck_assert_int_eq(setenv("POTENCY", path, 1), 0);
    temp_folder("test", dir);
    call_shell("mkdir %s/work");
}

static void remove_folder(void) { call_shell("chmod -R u+rwX %s && rm -rf %s"); }

static void set_up(void)
{
    call_shell("chmod -R u+rwX %s && cd %s && rm -rf work && mkdir work");
}

void program_add_folder(TCase *cases)
{
    tcase_add_unchecked_fixture(cases, make_folder, remove_folder);
    tcase_add_checked_fixture(cases, set_up, NULL);
}

static void read_text(const char *name, char text[PROGRAM_TEXT])
{
    char path[PROGRAM_PATH];
    size_t length;
    FILE *in;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    in = fopen(path, "rb");
    ck_assert_ptr_nonnull(in);
    length = fread(text, 1, PROGRAM_TEXT - 1, in);
    text[length] = '\0';
    ck_assert_int_eq(fclose(in), 0);
}

void program_shell(const char *command, program_result *result)
{
    char line[PROGRAM_TEXT];
    int length = snprintf(line, sizeof line, "( cd %s/work && %s\n) >%s/out 2>%s/err", dir,
                          command, dir, dir);
    int status;

    ck_assert_int_lt(length, PROGRAM_TEXT);
    status = system(line);
    ck_assert(WIFEXITED(status));
    result->code = WEXITSTATUS(status);
    read_text("out", result->out);
    read_text("err", result->err);
}

void program_run(const char *arguments, program_result *result)
{
    char command[PROGRAM_TEXT];
    int length = snprintf(command, sizeof command, "\"$POTENCY\" %s", arguments);

    ck_assert_int_lt(length, PROGRAM_TEXT);
    program_shell(command, result);
}

void program_succeed(const char *arguments, program_result *result)
{
    program_tell(arguments, "", result);
}

void program_tell(const char *arguments, const char *told, program_result *result)
{
    program_run(arguments, result);
    ck_assert_str_eq(result->err, told);
    ck_assert_int_eq(result->code, 0);
}

void program_write(const char *name, const char *bytes, size_t length)
{
    char path[PROGRAM_PATH];
    FILE *out;

    snprintf(path, sizeof path, "%s/work/%s", dir, name);
    out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    ck_assert_uint_eq(fwrite(bytes, 1, length, out), length);
    ck_assert_int_eq(fclose(out), 0);
}

void program_write_text(const char *name, const char *text)
{
    program_write(name, text, strlen(text));
}

/* FNV-1a, 64 bits. */
static unsigned long long sum_of(const char *path)
{
    unsigned long long sum = 0xcbf29ce484222325ULL;
    FILE *in = fopen(path, "rb");

    ck_assert_ptr_nonnull(in);
    for (int c = getc(in); c != EOF; c = getc(in))
        sum = (sum ^ (unsigned long long)c) * 0x100000001b3ULL;
    ck_assert_int_eq(fclose(in), 0);
    return sum;
}

static void list(const char *path, char text[PROGRAM_TEXT])
{
    const size_t length = strlen(text);
    struct dirent **entries;
    struct stat about;
    int n;

    ck_assert_int_eq(lstat(path, &about), 0);
    snprintf(text + length, PROGRAM_TEXT - length, "%s %o", path, (unsigned)about.st_mode);
    if (S_ISREG(about.st_mode))
        snprintf(text + strlen(text), PROGRAM_TEXT - strlen(text), " %lld.%09ld %llx",
                 (long long)about.st_mtim.tv_sec, about.st_mtim.tv_nsec, sum_of(path));
    strcat(text, "\n");
    if (!S_ISDIR(about.st_mode)) return;
    n = scandir(path, &entries, NULL, alphasort);
    for (int i = 0; i < n; i++) {
        char below[PROGRAM_PATH];

        ck_assert_int_lt(snprintf(below, sizeof below, "%s/%s", path, entries[i]->d_name),
                         PROGRAM_PATH);
        if (strcmp(entries[i]->d_name, ".") != 0 && strcmp(entries[i]->d_name, "..") != 0)
            list(below, text);
        free(entries[i]);
    }
    free(entries);
}

void program_list(char text[PROGRAM_TEXT])
{
    char work[PROGRAM_PATH];

    snprintf(work, sizeof work, "%s/work", dir);
    text[0] = '\0';
    list(work, text);
    ck_assert_uint_lt(strlen(text), PROGRAM_TEXT - PROGRAM_PATH);
}

void program_check_refusal(const program_result *result, const char *message)
{
    char line[PROGRAM_TEXT];

    snprintf(line, sizeof line, "%s\n", message);
    ck_assert_str_eq(result->err, line);
    ck_assert_str_eq(result->out, "");
    ck_assert_int_eq(result->code, 1);
}

void program_refuse(const char *arguments, const char *message)
{
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;

    program_list(before);
    program_run(arguments, &result);
    program_check_refusal(&result, message);
    program_list(after);
    ck_assert_str_eq(after, before);
}

void program_refuse_run(const char *options, const char *message)
{
    static const char *const folders[] = {"absent", "present"};
    char arguments[PROGRAM_TEXT];
    program_result result;

    program_shell("mkdir present && echo kept > present/summary.csv", &result);
    for (size_t i = 0; i < 2; i++) {
        snprintf(arguments, sizeof arguments, "run a.ini -o %s %s", folders[i], options);
        program_refuse(arguments, message);
    }
}

void program_refuse_file(const program_refusal *refusal)
{
    program_write_text("a.ini", refusal->file);
    program_refuse_run(refusal->options, refusal->message);
}

bool program_exists(const char *name)
{
    char command[PROGRAM_PATH];
    program_result result;

    snprintf(command, sizeof command, "command -v %s", name);
    program_shell(command, &result);
    return result.code == 0;
}

void program_cut(program_result *result, const char *start, const char *end)
{
    char *from = strstr(result->out, start), *to;

    ck_assert_msg(from != NULL, "'%s' is missing", start);
    to = strstr(from + strlen(start), end);
    if (to) *to = '\0';
    memmove(result->out, from, strlen(from) + 1);
}
