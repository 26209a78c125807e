/* test_input.c -- bad input: one line that says where, what and what would be right, exit
 * code 1, and every file as it was. */
#include <check.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/program.h"
#include "tests/suite.h"

/* 60 characters without a meaning */
#define SIXTY "qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFGHJKLYXCVBNM23857151"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))
#define BYTES(text) text, sizeof(text) - 1

/* ---- text ----------------------------------------------------------------- */

static const program_refusal bad[] = {
    /* lines */
    {"[product]\ndose 3e7\n", "",
     "a.ini:2: is no row: nothing stands where = should; dose = 3e7 would be right"},
    {"[product]\ndose: 3e7\n", "",
     "a.ini:2: is no row: a colon stands where = should; dose = 3e7 would be right"},
    {"[product\ndose = 3e7\n", "", "a.ini:1: [product has no ]; [name] would be right"},
    {"product]\ndose = 3e7\n", "", "a.ini:1: is no section; [name] would be right"},
    {"[product] dose = 3e7\n", "",
     "a.ini:1: [product] dose = 3e7 has more behind its first ]; [name] alone in its row "
     "would be right"},
    {"[]\ndose = 3e7\n", "", "a.ini:1: [] has no name; [name] would be right"},
    {"[product]\n= 3e7\n", "",
     "a.ini:2: has no name before the =; name = value would be right"},
    {"[product]\n  dose = 3e7\n", "",
     "a.ini:2: is indented; a row that starts at the left edge would be right"},
    {"[product]\n\tdose = 3e7\n", "",
     "a.ini:2: is indented; a row that starts at the left edge would be right"},
    {"[product]\ndose =\n", "",
     "a.ini:2: product.dose has no value; one in [0, 1e+09] cell would be right"},
    {"dose = 3e7\n", "",
     "a.ini:1: 'dose' stands before any section; a [section] above it would be right"},
    {"[product]\ndose = 3e7 5e7\n", "",
     "a.ini:2: product.dose = 3e7 5e7 is not a number: blanks separate several; one in [0, "
     "1e+09] cell would be right"},
    {"[product]\ndose == 3e7\n", "",
     "a.ini:2: product.dose = = 3e7 is not a number: its = stands twice; 3e7 would be "
     "right"},
    {"[product]\n//dose = 3e7\n", "",
     "a.ini:2: is no comment; a # at its start would be right"},
    {"[product]\ndose = \"3e7\"\n", "",
     "a.ini:2: product.dose = \"3e7\" is not a number: it stands in quotes; 3e7 would be "
     "right"},
    {"[joint]\nload = 2\rvolume = 3\n", "",
     "a.ini:2: holds U+000D, a control character; plain text would be right"},
    {"[joint]\nload = 0.\x1B[31m7\n", "",
     "a.ini:2: holds U+001B, a control character; plain text would be right"},
    {"[" SIXTY "]\n", "",
     "a.ini:1: [qwertzuiopasdfghjklyxcvbnmQWERTZUIOPASDFGHJKLYXCVBNM2385715... is too "
     "long; [name] with at most 48 characters would be right"},
    {"[joint]\nload = " SIXTY SIXTY SIXTY SIXTY "\n", "",
     "a.ini:2: joint.load = " SIXTY SIXTY SIXTY SIXTY
     " is not a number; one in [0, 3] would be right"},
    /* sections */
    {"[pasaging]\ncycle_time = 30\n", "",
     "a.ini:1: unknown section 'pasaging'; did you mean 'passaging'?"},
    {"[Passaging]\ncycle_time = 30\n", "",
     "a.ini:1: unknown section 'Passaging'; did you mean 'passaging'?"},
    {"[zebra]\nload = 2\n", "",
     "a.ini:1: unknown section 'zebra'; one of run, cohort, sweep, sensitivity, fit, "
     "optimise, trial, "
     "passaging, "
     "product, delivery, "
     "persistence, joint, rehab, presets, arm NAME, data NAME, numbers, figure NAME, "
     "story, offer would be "
     "right"},
    {"[arms]\n", "", "a.ini:1: unknown section 'arms'; did you mean 'arm NAME'?"},
    {"[arms P8]\nproduct.dose = 3e7\n", "",
     "a.ini:1: unknown section 'arms P8'; did you mean 'arm NAME'?"},
    {"[passaging]\n[joint]\nload = 2\n", "",
     "a.ini:1: section [passaging] is empty; rows below it, or leaving it out, would be "
     "right"},
    {"[joint]\n# load = 2\n", "",
     "a.ini:1: section [joint] is empty; rows below it, or leaving it out, would be right"},
    {"[joint]\nload = 2\n[run]\ndays = 238\n[joint]\nvolume = 8.31\n", "",
     "a.ini:5: section [joint] stands twice, first at a.ini:1; one header for all its "
     "rows, or another name, would be right"},
    {"[presets]\n", "",
     "a.ini:1: section [presets] is empty; rows below it, or leaving it out, would be "
     "right"},
    /* what a model refuses */
    {"[joint]\nrenew = 4e5\nrecruit = 9e6\n", "",
     "a.ini:3: arm default: recruit_base = -3.4e+06 cell/day must not be negative; lower "
     "recruit or renew, or raise m1_loss or m2_loss"},
    {"[joint]\nrenew = 2.385e5\n[arm x]\njoint.recruit = 9e6\n", "",
     "a.ini:4: arm x: recruit_base = -3.2385e+06 cell/day must not be negative; lower "
     "recruit or renew, or raise m1_loss or m2_loss"},
    {"[joint]\ndrive_tnf = 0.8\n", "",
     "a.ini:2: arm default: drive_tnf + drive_mmp = 0.8 + 0.3 must not exceed 1"},
    {"[joint]\npain_drive = 0.7\n", "",
     "a.ini:2: arm default: pain_tnf + pain_drive = 0.45 + 0.7 must not exceed 1"},
    {"[joint]\nil10_m2 = 0.95\n", "",
     "a.ini:2: arm default: il10_m1 + il10_m2 = 0.1 + 0.95 must not exceed 1"},
    {"[arm x]\njoint.pain_floor = 0.95\n", "",
     "a.ini:2: joint.pain_floor = 0.95 is outside [0, 0.9]"},
    {"[joint]\npain_tnf = 0.71\n[arm x]\nproduct.dose = 3e7\n", "",
     "a.ini:2: arm x: pain_tnf + pain_drive = 0.71 + 0.4 must not exceed 1"},
    {"[passaging]\ndonor_age = 100\nage_slope = 0.02\n", "",
     "a.ini:3: arm default: scale = -12.58 division must be above 0; lower age_slope or "
     "donor_age"},
    {"[passaging]\nage_slope = 0.02\n[arm x]\npassaging.donor_age = 83\n", "",
     "a.ini:4: arm x: scale = 0 division must be above 0; lower age_slope or donor_age"},
    {"[joint]\nm2_base = 1e8\nm2_loss = 0.5\n", "",
     "a.ini:3: arm default: back = -0.979232 1/day must not be negative; raise renew or "
     "polarize, or lower m2_loss or m2_base"},
};

START_TEST(bad_input_is_refused_in_one_line_with_its_place)
{
    program_refuse_file(&bad[_i]);
}
END_TEST

/* ---- bytes ---------------------------------------------------------------- */

static const struct {
    const char *bytes;
    size_t length;
    const char *message;
} bytes[] = {
    {BYTES("\xFF\xFE[\0j\0o\0i\0n\0t\0]\0\n\0l\0o\0a\0d\0=\0002\0\n\0"),
     "a.ini:1: is UTF-16; a file saved as UTF-8 would be right"},
    {BYTES("\xFE\xFF\0[\0j\0o\0i\0n\0t\0]\0\n\0l\0o\0a\0d\0=\0002\0\n"),
     "a.ini:1: is UTF-16; a file saved as UTF-8 would be right"},
    {BYTES("[\0j\0o\0i\0n\0t\0]\0\n\0"),
     "a.ini:1: holds a NUL byte; plain text would be right"},
    {BYTES("[joint]\nload = 0.\0007385\n"),
     "a.ini:2: holds a NUL byte; plain text would be right"},
    {BYTES("[joint]\n# load\0\nload = 2\n"),
     "a.ini:2: holds a NUL byte; plain text would be right"},
    {BYTES("[arm \xE9t\xE9]\n"), "a.ini:1: holds the byte 0xE9 as its character 6, which "
                                 "is not UTF-8; a file saved as UTF-8 would be right"},
    {BYTES("[joint]\nload = 2 # 5 \xB5m\n"),
     "a.ini:2: holds the byte 0xB5 as its character 14, which is not UTF-8; a file saved "
     "as UTF-8 would be right"},
    {BYTES("[joint]\nload = 2\xC3"),
     "a.ini:2: holds the byte 0xC3 as its character 9, which is not UTF-8; a file saved as "
     "UTF-8 would be right"},
    {BYTES("\x89PNG\r\n\x1A\n\0\0\0\rIHDR"),
     "a.ini:1: holds the byte 0x89 as its character 1, which is not UTF-8; a file saved as "
     "UTF-8 would be right"},
    {BYTES("\x7F"
           "ELF\2\1\1\0"),
     "a.ini:1: holds a NUL byte; plain text would be right"},
};

START_TEST(bytes_that_are_no_text_are_refused)
{
    program_write("a.ini", bytes[_i].bytes, bytes[_i].length);
    program_refuse_run("", bytes[_i].message);
}
END_TEST

enum { LONG_LINE = 10 << 20 };

/* A line of 10 MB between two rows. */
static void write_long_line(const char *start)
{
    char *text = malloc(LONG_LINE + 64);
    size_t length;

    ck_assert_ptr_nonnull(text);
    length = (size_t)sprintf(text, "[joint]\nload = 0.7385\n%s", start);
    memset(text + length, '5', LONG_LINE);
    strcpy(text + length + LONG_LINE, "\nvolume = 8.31\n");
    program_write_text("a.ini", text);
    free(text);
}

START_TEST(a_row_of_ten_megabytes_is_refused)
{
    write_long_line("damping = 0.");
    program_refuse_run("",
                       "a.ini:3: is longer than 65535 bytes; a shorter row would be right");
}
END_TEST

START_TEST(a_header_of_ten_megabytes_is_refused)
{
    write_long_line("[arm ");
    program_refuse_run("",
                       "a.ini:3: is longer than 65535 bytes; a shorter row would be right");
}
END_TEST

START_TEST(a_comment_of_ten_megabytes_is_fine)
{
    program_result result;

    write_long_line("# ");
    program_succeed("run a.ini", &result);
    program_shell("grep -E '^(load|volume) =' out/run.ini", &result);
    ck_assert_str_eq(result.out, "volume = 8.31 #: a.ini:4\nload = 0.7385 #: a.ini:2\n");
}
END_TEST

/* ---- files that cannot be read -------------------------------------------- */

static const char *const unreadable[][2] = {
    {"nothing.ini", "nothing.ini: cannot be read: No such file or directory"},
    {"''", "'': cannot be read: No such file or directory"},
    {".", ".: is a folder; a file would be right"},
    {"a.ini/b.ini", "a.ini/b.ini: cannot be read: Not a directory"},
    {"loop.ini", "loop.ini: cannot be read: Too many levels of symbolic links"},
    {"/proc/self/mem", "/proc/self/mem: cannot be read"},
    {"/dev/zero", "/dev/zero:1: holds a NUL byte; plain text would be right"},
};

START_TEST(what_cannot_be_read_is_refused)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", "[arm x]\n");
    program_shell("ln -s loop.ini loop.ini", &result);
    snprintf(arguments, sizeof arguments, "run %s -o absent", unreadable[_i][0]);
    program_refuse(arguments, unreadable[_i][1]);
    snprintf(arguments, sizeof arguments, "check %s", unreadable[_i][0]);
    if (_i < 6) program_refuse(arguments, unreadable[_i][1]);
}
END_TEST

/* Runs a copy of the program as somebody who is not root. */
static void run_as_nobody(const char *arguments, program_result *result)
{
    const char *as = "setpriv --reuid=65534 --regid=65534 --clear-groups";
    char line[PROGRAM_TEXT];

    snprintf(line, sizeof line, "%s ./program %s", geteuid() == 0 ? as : "", arguments);
    program_shell(line, result);
}

/* Makes the copy, in a folder that all can enter. */
static bool can_be_nobody(void)
{
    program_result result;

    program_shell("chmod 755 .. . && cp \"$POTENCY\" program && chmod 755 program",
                  &result);
    run_as_nobody("--version", &result);
    return result.code == 0;
}

static const char *const forbidden[][3] = {
    {"chmod 000 a.ini", "run a.ini -o absent", "a.ini: cannot be read: Permission denied"},
    {"mkdir shut && chmod 000 shut", "run shut/a.ini -o absent",
     "shut/a.ini: cannot be read: Permission denied"},
    {"chmod 555 .", "run a.ini -o absent",
     "absent: cannot be made a folder: Permission denied; -o names another"},
    {"mkdir mine && chmod 555 mine", "run a.ini -o mine",
     "mine: cannot be written: Permission denied; -o names another folder"},
};

START_TEST(what_is_forbidden_is_refused)
{
    static char before[PROGRAM_TEXT], after[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", "[arm x]\n");
    if (!can_be_nobody()) {
        printf("skipped: what_is_forbidden_is_refused: needs setpriv\n");
        return;
    }
    program_shell(forbidden[_i][0], &result);
    if (geteuid() == 0) program_list(before);
    run_as_nobody(forbidden[_i][1], &result);
    program_check_refusal(&result, forbidden[_i][2]);
    program_shell("ls -A . mine", &result);
    ck_assert_ptr_null(strstr(result.out, "absent"));
    ck_assert_ptr_null(strstr(result.out, "csv"));
    if (geteuid() != 0) return; /* who cannot look into every folder */
    program_list(after);
    ck_assert_str_eq(after, before);
}
END_TEST

/* ---- folders that cannot be written --------------------------------------- */

static const char *const unwritable[][2] = {
    {"a.ini", "a.ini: cannot be made a folder: File exists; -o names another"},
    {"a.ini/out", "a.ini/out: cannot be made a folder: Not a directory; -o names another"},
    {"nowhere/out",
     "nowhere/out: cannot be made a folder: No such file or directory; -o names another"},
    {"''", "'': cannot be made a folder: No such file or directory; -o names another"},
    {"/proc/x",
     "/proc/x: cannot be made a folder: No such file or directory; -o names another"},
    {"/dev/null", "/dev/null: cannot be made a folder: File exists; -o names another"},
    {"dangling",
     "dangling: cannot be made a folder: No such file or directory; -o names another"},
    {SIXTY SIXTY SIXTY SIXTY SIXTY, SIXTY SIXTY SIXTY SIXTY SIXTY
     ": cannot be made a folder: File name too long; -o names another"},
    {"full",
     "full/run.ini: stands in the way and is no plain file; -o names another folder"},
    {"linked",
     "linked/potency.png: stands in the way and is no plain file; -o names another "
     "folder"},
    {"parted", "parted/.potency: stands in the way and is no folder of this program; -o "
               "names another "
               "folder"},
    {"roomed", "roomed/.potency: stands in the way and is no folder of this program; -o "
               "names another "
               "folder"},
};

START_TEST(a_folder_that_cannot_be_written_is_refused)
{
    char arguments[PROGRAM_PATH];
    program_result result;

    program_write_text("a.ini", "[arm x]\n");
    program_shell("ln -s nothing dangling && mkdir -p full/run.ini linked "
                  "parted roomed/.potency && echo kept > parted/.potency && "
                  "echo kept > roomed/.potency/notes && "
                  "ln -s /dev/null linked/potency.png",
                  &result);
    ck_assert_int_eq(result.code, 0);
    snprintf(arguments, sizeof arguments, "run a.ini -o %s", unwritable[_i][0]);
    program_refuse(arguments, unwritable[_i][1]);
}
END_TEST

/* Where the disk is full, what is told, and what the folders then have: the tables of a day
 * fit, its figure does not. */
#define NO_ROOM "cannot be written: No space left on device; -o names another folder\n"
#define NO_ROOM_FOR_IT \
    "writing png: No space left on device; -o names another folder; the tables are " \
    "written, without figures\n"
static const struct {
    const char *file, *folder, *message, *left;
} full_disks[] = {
    {"[arm x]\n", "out", "small/out/timecourse.csv: " NO_ROOM, "notes\n"},
    {"[arm x]\n", "new", "small/new/timecourse.csv: " NO_ROOM, "notes\n"},
    {"[run]\ndays = 1\n", "out", "small/out/potency.png: " NO_ROOM_FOR_IT,
     "columns.csv\nculture.csv\nfiles.csv\nnotes\npassages.csv\nrun.ini\n"
     "summary.csv\ntimecourse.csv\ntimecourse_after_doses.csv\n"},
    {"[run]\ndays = 1\n", "new", "small/new/potency.png: " NO_ROOM_FOR_IT,
     "new:\ncolumns.csv\nculture.csv\nfiles.csv\npassages.csv\nrun.ini\nsummary.csv\n"
     "timecourse.csv\ntimecourse_after_doses.csv\n\nout:\nnotes\n"},
};

/* In a mount of the test's own, which ends with it. */
START_TEST(a_full_disk_is_refused)
{
    char command[PROGRAM_TEXT], right[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", full_disks[_i].file);
    program_shell("mkdir small && unshare -m mount -t tmpfs -o size=96k none small",
                  &result);
    if (result.code != 0) {
        printf("skipped: a_full_disk_is_refused: needs root, unshare and tmpfs\n");
        return;
    }
    snprintf(command, sizeof command,
             "unshare -m sh -c 'mount -t tmpfs -o size=96k none small && mkdir small/out "
             "&& echo kept > small/out/notes && { \"$POTENCY\" run a.ini -o small/%s; "
             "echo $?; } && cd small && LC_ALL=C ls -A * && cat out/notes'",
             full_disks[_i].folder);
    program_shell(command, &result);
    snprintf(right, sizeof right, "1\n%skept\n", full_disks[_i].left);
    ck_assert_str_eq(result.err, full_disks[_i].message);
    ck_assert_str_eq(result.out, right);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- folders of another run ----------------------------------------------- */

#define AS_WRITTEN "; a file that a run of this version wrote would be right"
#define NO_LIST \
    "holds no files.csv, which a run writes last; a folder that a run of this version " \
    "wrote would be right"
#define NOT_LISTED \
    " is not as files.csv has it: changed, cut or of another run; to run again would be " \
    "right"
#define WHOLE " of a run of its run.ini; the file as the run wrote it would be right"

static const struct {
    const char *damage, *message;
} damages[] = {
    {"sed -i '1s/potency/power/' one/summary.csv",
     "one/summary.csv:1: unexpected column 'power'" AS_WRITTEN},
    {"sed -i '1s/arm/group/' one/passages.csv",
     "one/passages.csv:1: unexpected column 'group'" AS_WRITTEN},
    {"sed -i '1s/,vas//' one/timecourse.csv",
     "one/timecourse.csv:1: unexpected column 'total_relief'" AS_WRITTEN},
    {"sed -i '1s/,specific_relief$//' one/timecourse.csv",
     "one/timecourse.csv:1: lacks column 'specific_relief'" AS_WRITTEN},
    {"sed -i '1s/$/,more/' one/passages.csv",
     "one/passages.csv:1: unexpected column 'more'" AS_WRITTEN},
    {"sed -i 1d one/summary.csv", "one/summary.csv:1: unexpected column 'P2'" AS_WRITTEN},
    {"sed -i '5s/,[^,]*/,plenty/' one/timecourse.csv",
     "one/timecourse.csv:5: not a number: 'plenty'" AS_WRITTEN},
    {"sed -i '5s/,[^,]*/,nan/' one/timecourse.csv",
     "one/timecourse.csv:5: not a number: 'nan'" AS_WRITTEN},
    {"sed -i '5s/,[^,]*/,1e999/' one/timecourse.csv",
     "one/timecourse.csv:5: not a number: '1e999'" AS_WRITTEN},
    {"sed -i '5s/,[^,]*//' one/timecourse.csv",
     "one/timecourse.csv:5: has 67 cells, not 68" AS_WRITTEN},
    {"sed -i 's/$/,2/;1s/,2$//' one/summary.csv",
     "one/summary.csv:2: one cell too many: '2'" AS_WRITTEN},
    {"sed -n '1p;2s/^\\(P2,[^,]*\\).*/\\1/p' one/summary.csv > x && mv x one/summary.csv",
     "one/summary.csv:2: has 2 cells, not 31" AS_WRITTEN},
    {"head -n 30 one/timecourse.csv > x && mv x one/timecourse.csv",
     "one/timecourse.csv: has 29 rows, not the 62" WHOLE},
    {"head -n 1 one/summary.csv > x && mv x one/summary.csv",
     "one/summary.csv: has 0 rows, not the 2" WHOLE},
    {"sed -n 2p one/summary.csv > x && cat x >> one/summary.csv && rm x",
     "one/summary.csv: has 3 rows, not the 2" WHOLE},
    {"sed -i 's/^P8/P9/' one/summary.csv",
     "one/summary.csv:3: unexpected arm 'P9'" AS_WRITTEN},
    {"sed -i '3s/P2/\"P2/' one/passages.csv",
     "one/passages.csv:3: a quote is not closed, or stands inside a cell" AS_WRITTEN},
    {"printf 'P2,1\\0002\\n' >> one/summary.csv",
     "one/summary.csv:4: holds a NUL byte" AS_WRITTEN},
    {": > one/culture.csv", "one/culture.csv: cannot be read or is empty"},
    {"rm one/passages.csv", "one/passages.csv: cannot be read: No such file or directory"},
    {"rm one/passages.csv && mkdir one/passages.csv",
     "one/passages.csv: is a folder; a file would be right"},
    {"rm one/run.ini", "one/run.ini: cannot be read: No such file or directory"},
    {"sed -i 's/^harvest_passage/havest_passage/;/^.passaging/,$!d' one/run.ini",
     "one/run.ini:27: unknown parameter 'passaging.havest_passage'; did you mean "
     "'harvest_passage'?"},
    {"sed -i 's/^days = 30/days = 300/' one/run.ini",
     "one/timecourse.csv: has 62 rows, not the 602" WHOLE},
    {"rm -r one && echo > one", NULL},
    {"rm -r one && mkdir one", "one: " NO_LIST},
    {"rm one/files.csv", "one: " NO_LIST},
};

/* What no reader can see. */
static const char *const unlisted[][2] = {
    {"sed -i '$d' one/passages.csv", "one/passages.csv:" NOT_LISTED},
    {"sed -i '$d' one/culture.csv", "one/culture.csv:" NOT_LISTED},
    {"sed -i '5{h;d};6G' one/timecourse.csv", "one/timecourse.csv:" NOT_LISTED},
    {"sed -i '5s/,0\\./,1./' one/timecourse.csv", "one/timecourse.csv:" NOT_LISTED},
    {"rm one/timecourse_after_doses.csv", "one/timecourse_after_doses.csv: is listed in "
                                          "files.csv and not there; a folder as the "
                                          "run wrote it would be right"},
    {"sed -i '$d' one/timecourse_after_doses.csv",
     "one/timecourse_after_doses.csv:" NOT_LISTED},
    {"sed -i 's/,cell,/,mL,/' one/columns.csv", "one/columns.csv:" NOT_LISTED},
    {"sed -i 's/^dose = 5e+07/dose = 6e+07/' one/run.ini",
     "one/run.ini: is not as files.csv has it: changed, cut or of another run; its "
     "[figure] "
     "sections alone may differ; to run again would be right"},
    {"sed -i '/^summary/d' one/files.csv",
     "one/summary.csv: is not listed in files.csv; a folder as the run wrote it would be "
     "right"},
    {"sed -i 's/^summary.csv/..\\/a.ini/' one/files.csv",
     "one/files.csv:8: is no row of a list that this program writes; the file as it was "
     "written, or another folder, would be right"},
    {"sed -i 's/^summary/\\x1b[2J/' one/files.csv",
     "one/files.csv:8: is no row of a list that this program writes; the file as it was "
     "written, or another folder, would be right"},
    {"sed -i 's/,run,/,\\xc2\\x9b2J,/' one/files.csv",
     "one/files.csv:2: is no row of a list that this program writes; the file as it was "
     "written, or another folder, would be right"},
    {"rm one/files.csv && mkfifo one/files.csv",
     "one/files.csv: stands in the way and is no plain file; another folder would be "
     "right"},
    {"rm one/summary.csv && mkfifo one/summary.csv",
     "one/summary.csv: is no plain file; the file as the run wrote it would be right"},
    {"rm one/run.ini && mkfifo one/run.ini",
     "one/run.ini: is no plain file; the file as the run wrote it would be right"},
};

static const char two_arms[] = "[run]\ndays = 30\n[arm P2]\n[arm P8]\n"
                               "passaging.harvest_passage = 8\n";

/* One run for all tests, in a folder that they copy. */
static void make_run(void)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_succeed("run a.ini -o ../kept", &result);
}

/* The folder `one` of that run, damaged. */
static void make_damaged(const char *damage)
{
    program_result result;

    program_write_text("a.ini", two_arms);
    program_shell("cp -r ../kept one", &result);
    program_shell(damage, &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.code, 0);
}

START_TEST(a_damaged_run_is_not_drawn)
{
    make_damaged(damages[_i].damage);
    program_refuse("plot one", damages[_i].message
                                   ? damages[_i].message
                                   : "one: is no folder of a run, nor a database "
                                     "of a sweep; one of them would be right");
}
END_TEST

START_TEST(a_damaged_run_is_not_compared_with)
{
    make_damaged(damages[_i].damage);
    if (damages[_i].message) program_refuse_run("--against one", damages[_i].message);
}
END_TEST

START_TEST(what_is_not_as_listed_is_not_used)
{
    make_damaged(unlisted[_i][0]);
    program_refuse("plot one", unlisted[_i][1]);
    program_refuse("run a.ini --against one", unlisted[_i][1]);
}
END_TEST

static const char *const nothing_behind[][2] = {
    {"nowhere", "nowhere: cannot be read: No such file or directory"},
    {"''", "'': cannot be read: No such file or directory"},
    {".", ".: " NO_LIST},
    {"b.ini", "b.ini:2: passaging.cycle_time = 900 h is outside [15, 120] h"},
    {"c.ini", "c.ini:2: arm default: drive_tnf + drive_mmp = 0.71 + 0.3 must not exceed 1"},
    {"d.ini", "d.ini:2: figure own: no file has the column 'TNF'; did you mean 'tnf'?"},
};

START_TEST(a_run_is_not_compared_with_what_cannot_be_read)
{
    char options[PROGRAM_PATH];

    program_write_text("a.ini", two_arms);
    program_write_text("b.ini", "[passaging]\ncycle_time = 900\n");
    program_write_text("c.ini", "[joint]\ndrive_tnf = 0.71\n");
    program_write_text("d.ini", "[figure own]\ny = TNF\n");
    snprintf(options, sizeof options, "--against %s", nothing_behind[_i][0]);
    program_refuse_run(options, nothing_behind[_i][1]);
}
END_TEST

static const char *const not_drawn[][2] = {
    {"plot nowhere", "nowhere: is no folder of a run, nor a database of a sweep; one of "
                     "them would be right"},
    {"plot ''",
     "'': is no folder of a run, nor a database of a sweep; one of them would be right"},
    {"plot a.ini",
     "a.ini: is no folder of a run, nor a database of a sweep; one of them would be right"},
    {"plot .", ".: " NO_LIST},
    {"plot one -o a.ini", "a.ini: cannot be made a folder: File exists; -o names another"},
    {"plot two", "two/run.ini:LAST: figure own: no file has the column 'TNF'; did you mean "
                 "'tnf'?"},
};

START_TEST(what_no_run_wrote_is_not_drawn)
{
    const char *wanted = not_drawn[_i][1], *last = strstr(wanted, "LAST");
    program_result result;
    char message[PROGRAM_PATH];

    make_damaged("cp -r one two && printf '[figure own]\\ny = TNF\\n' >> two/run.ini");
    program_shell("wc -l < two/run.ini", &result);
    snprintf(message, sizeof message, "%s", wanted);
    if (last)
        snprintf(message, sizeof message, "%.*s%ld%s", (int)(last - wanted), wanted,
                 strtol(result.out, NULL, 10), last + strlen("LAST"));
    program_refuse(not_drawn[_i][0], message);
}
END_TEST

/* ---- names on the command line -------------------------------------------- */

static const char *const unknown_names[][2] = {
    {"params zebra",
     "params: no parameter matches 'zebra'; a word of a name or meaning, or a "
     "pattern such as 'product.*', would be right"},
    {"params cylce_time", "params: no parameter matches 'cylce_time'; did you mean "
                          "'cycle_time'?"},
    {"params 'zebra.*'",
     "params: no parameter matches 'zebra.*'; a word of a name or meaning, or "
     "a pattern such as 'product.*', would be right"},
    {"params --ini zebra",
     "params: no parameter matches 'zebra'; a word of a name or meaning, or "
     "a pattern such as 'product.*', would be right"},
    {"params first_dose", "params: 'first_dose' is of indication ards; `potency params "
                          "'first_dose' --indication ards` would be right"},
    {"params 'cohort.heart.*' -a ards",
     "params: 'cohort.heart.*' is of indication heart; `potency params 'cohort.heart.*' "
     "--indication heart` would be right"},
    {"models zebra",
     "models: unknown model 'zebra', and no file; `potency models` lists them"},
    {"models Knee", "models: unknown model 'Knee', and no file; did you mean 'knee'?"},
    {"models '' --sbml",
     "models: unknown model '', and no file; `potency models` lists them"},
    {"models none.ini --sbml", "none.ini: cannot be read: No such file or directory"},
    {"models . --sbml", ".: is a folder; a file would be right"},
    {"presets zebra", "presets: unknown preset 'zebra'; `potency presets` lists them"},
    {"presets exosome", "presets: unknown preset 'exosome'; did you mean 'exosomes'?"},
    {"completion fish", "completion: unknown shell 'fish'; bash or zsh would be right"},
};

START_TEST(an_unknown_name_is_refused)
{
    program_refuse(unknown_names[_i][0], unknown_names[_i][1]);
}
END_TEST

/* ---- names of figures ----------------------------------------------------- */

START_TEST(a_long_name_is_that_of_the_figure_or_refused)
{
    char line[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini",
                       "[run]\ndays = 3\n[sweep]\npassaging.harvest_passage = 1, 2\n");
    program_shell("N=$(printf '\u00E9%.0s' $(seq 60)); \"$POTENCY\" sweep a.ini -o $N.db "
                  "2>/dev/null && cp $N.db ${N}x.db && \"$POTENCY\" plot $N.db -o out && "
                  "\"$POTENCY\" plot ${N}x.db -o out && ls out | wc -m",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_ptr_nonnull(strstr(result.out, "\u00E9\u00E9x.png\n"));
    program_shell("for n in 216 219; do cp *x.db $(printf 'n%.0s' $(seq $n)).db; done",
                  &result);
    snprintf(line, sizeof line, "plot %s.db -o out", "$(printf 'n%.0s' $(seq 219))");
    program_run(line, &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_nonnull(strstr(result.err,
                                 ".db: its figure would have a name of 219 bytes; "
                                 "a database with one of at most 207 would be "
                                 "right\n"));
}
END_TEST

/* ---- causes --------------------------------------------------------------- */

static const struct {
    const char *file, *message;
} causes[] = {
    {"[arm A #1]\nproduct.dose = 1e7\n", "a.ini:1: a # behind a blank begins a comment, so "
                                         "that [arm A has no ]; a name without it "
                                         "would be right"},
    {"[arm A ;1]\nproduct.dose = 1e7\n", "a.ini:1: a ; behind a blank begins a comment, so "
                                         "that [arm A has no ]; a name without it "
                                         "would be right"},
    {"[cohort]\npresets.source = uniform\n",
     "a.ini:2: presets cannot be drawn, as presets.source would be; a parameter with "
     "fractions, or presets as an axis of [sweep], would be right"},
    {"[cohort]\narm.x = fixed\n",
     "a.ini:2: [arm NAME] holds no parameters; section.name of a parameter would be right"},
    {"[cohort]\njoint.mmp_decay = normal 12, 30, 95\n",
     "a.ini:2: joint.mmp_decay = normal 12, 30, 95: 12, is no number: a comma, semicolon "
     "or "
     "point ends it; 12 would be right"},
    {"[cohort]\njoint.mmp_decay = lognormal 0.2 /d\n",
     "a.ini:2: joint.mmp_decay = lognormal 0.2 /d: has a unit, and the logarithm has none; "
     "lognormal 0.3 (sd of the logarithm) would be right"},
    {"[cohort]\njoint.mmp_decay = normal 0.2 /d\n",
     "a.ini:2: joint.mmp_decay = normal 0.2 /d: has a unit; numbers in 1/day alone would "
     "be "
     "right"},
    {"[joint]\n load = 2\n",
     "a.ini:2: is indented; a row that starts at the left edge would be right"},
    {"(run)\ndays = 5\n", "a.ini:1: is no section; [name] would be right"},
    {"[\u201Crun\u201D]\ndays = 5\n",
     "a.ini:1: unknown section '\u201Crun\u201D'; did you mean 'run'?"},
    {"[run]\n\"days\" = 5\n",
     "a.ini:2: unknown parameter 'run.\"days\"'; did you mean 'days'?"},
    {"[run]\ndays,5\n",
     "a.ini:2: is no row: a comma stands where = should; days = 5 would be right"},
    {"[run]\ndays\t5\n",
     "a.ini:2: is no row: a tab stands where = should; days = 5 would be right"},
    {"[run]\ndays \uFF1D 5\n",
     "a.ini:2: is no row: U+FF1D stands where = should; days = 5 would be right"},
    {"[run]\ndays := 5\n",
     "a.ini:2: has a colon before its =; name = value would be right"},
    {"[run]\n// days = 5\n", "a.ini:2: is no comment; a # at its start would be right"},
    {"[run]\ndays = 5 // or so\n", "a.ini:2: run.days = 5 // or so is not a number: a "
                                   "comment begins with #; 5 would be right"},
    {"[sweep]\nproduct.dose = 1e6 ; 2e6\n",
     "a.ini:2: a ; behind a blank begins a comment; commas between values would be right"},
    {"[joint]\nload = 2\n[joint]\nload = 3\n",
     "a.ini:3: section [joint] stands twice, first at a.ini:1; one header for all its "
     "rows, or "
     "another name, would be right"},
};

/* check tells all that is wrong: nothing here is wrong twice. */
START_TEST(each_fault_is_told_once_by_its_cause)
{
    char line[PROGRAM_TEXT];
    program_result result;

    program_write_text("a.ini", causes[_i].file);
    program_run("check a.ini", &result);
    ck_assert_int_eq(result.code, 1);
    snprintf(line, sizeof line, "%s\n", causes[_i].message);
    ck_assert_str_eq(result.out, line);
    ck_assert_str_eq(result.err, "a.ini: 1 problem, each told above\n");
}
END_TEST

/* ---- surroundings --------------------------------------------------------- */

START_TEST(options_stand_behind_arguments_in_every_environment)
{
    program_result result;

    program_write_text("a.ini", "[run]\ndays = 3\n");
    program_shell("POSIXLY_CORRECT=1 \"$POTENCY\" run a.ini -o out && ls out/run.ini",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_int_eq(result.code, 0);
    program_shell("POSIXLY_CORRECT=1 \"$POTENCY\" params joint.volume --ini", &result);
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* ---- the suite ------------------------------------------------------------ */

static void add_texts(TCase *cases)
{
    tcase_add_loop_test(cases, bad_input_is_refused_in_one_line_with_its_place, 0,
                        LENGTH(bad));
    tcase_add_loop_test(cases, bytes_that_are_no_text_are_refused, 0, LENGTH(bytes));
    tcase_add_test(cases, a_row_of_ten_megabytes_is_refused);
    tcase_add_test(cases, a_header_of_ten_megabytes_is_refused);
    tcase_add_test(cases, a_comment_of_ten_megabytes_is_fine);
    tcase_add_loop_test(cases, an_unknown_name_is_refused, 0, LENGTH(unknown_names));
}

static void add_files(TCase *cases)
{
    tcase_add_loop_test(cases, what_cannot_be_read_is_refused, 0, LENGTH(unreadable));
    tcase_add_loop_test(cases, what_is_forbidden_is_refused, 0, LENGTH(forbidden));
    tcase_add_loop_test(cases, a_folder_that_cannot_be_written_is_refused, 0,
                        LENGTH(unwritable));
    tcase_add_loop_test(cases, a_full_disk_is_refused, 0, LENGTH(full_disks));
}

static void add_runs(TCase *cases)
{
    tcase_add_unchecked_fixture(cases, make_run, NULL);
    tcase_add_loop_test(cases, a_damaged_run_is_not_drawn, 0, LENGTH(damages));
    tcase_add_loop_test(cases, a_damaged_run_is_not_compared_with, 0, LENGTH(damages));
    tcase_add_loop_test(cases, a_run_is_not_compared_with_what_cannot_be_read, 0,
                        LENGTH(nothing_behind));
    tcase_add_loop_test(cases, what_no_run_wrote_is_not_drawn, 0, LENGTH(not_drawn));
}

static void add_names(TCase *cases)
{
    tcase_add_test(cases, a_long_name_is_that_of_the_figure_or_refused);
}

static void add_causes(TCase *cases)
{
    tcase_add_loop_test(cases, each_fault_is_told_once_by_its_cause, 0, LENGTH(causes));
}

static void add_surroundings(TCase *cases)
{
    tcase_add_test(cases, options_stand_behind_arguments_in_every_environment);
}

static void add_lists(TCase *cases)
{
    tcase_add_unchecked_fixture(cases, make_run, NULL);
    tcase_add_loop_test(cases, what_is_not_as_listed_is_not_used, 0, LENGTH(unlisted));
}

int main(void)
{
    static const struct {
        const char *name;
        void (*add)(TCase *cases);
    } parts[] = {{"texts", add_texts},   {"files", add_files},
                 {"runs", add_runs},     {"names", add_names},
                 {"causes", add_causes}, {"surroundings", add_surroundings},
                 {"lists", add_lists}};
    Suite *suite = suite_create("input");

    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        TCase *cases = tcase_create(parts[i].name);

        program_add_folder(cases);
        tcase_set_timeout(cases, 60);
        parts[i].add(cases);
        suite_add_tcase(suite, cases);
    }
    return suite_run(suite);
}
