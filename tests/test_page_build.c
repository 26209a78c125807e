/* test_page_build.c -- scripts of sim/page that need no compiler for it: the link to its sources,
 * whether a page is of the sources that are here, and those of others that cannot be had; texts that
 * a program holds, by .ci/embed.
 */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- the link ------------------------------------------------------------------------------ */

static const struct {
    const char *address, *link;
} links[] = {
    {"", "in the folder of the program <code>make dist</code> makes them"},
    {"https://example.org/p?a=1&b=\"<x>",
     "<a rel=\"noreferrer\" href=\"https://example.org/p?a=1&amp;b=&quot;&lt;x&gt;\">"
     "https://example.org/p?a=1&amp;b=&quot;&lt;x&gt;</a>"},
    {"http://example.org/it's",
     "<a rel=\"noreferrer\" href=\"http://example.org/it's\">http://example.org/it's</a>"},
};

START_TEST(an_address_is_a_link_that_nothing_in_it_ends)
{
    program_result result;

    setenv("ADDRESS", links[_i].address, 1);
    program_shell("sh \"$ROOT/sim/page/source_link.sh\" \"$ADDRESS\"", &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, links[_i].link);
}
END_TEST

static const char *const wrong[] = {
    "javascript:alert(1)", "ftp://example.org",   "https://",
    "https://a b",         "HTTPS://example.org", "https://\xc3\xa4"};

START_TEST(what_is_no_address_is_refused_in_a_line)
{
    char said[PROGRAM_PATH];
    program_result result;

    setenv("ADDRESS", wrong[_i], 1);
    program_shell("sh \"$ROOT/sim/page/source_link.sh\" \"$ADDRESS\"", &result);
    snprintf(
        said, sizeof said,
        "SOURCE_URL=%s: is no address; one without spaces that starts with https:// or "
        "http:// would be right\n",
        strchr(wrong[_i], '\xc3') ? "https://?\?" : wrong[_i]);
    ck_assert_str_eq(result.err, said);
    ck_assert_str_eq(result.out, "");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

START_TEST(an_address_of_two_lines_is_refused_in_one)
{
    program_result result;

    program_shell("sh \"$ROOT/sim/page/source_link.sh\" \"$(printf 'https://a\\nb')\"",
                  &result);
    ck_assert_int_eq(result.code, 1);
    ck_assert_ptr_eq(strchr(result.err, '\n'), result.err + strlen(result.err) - 1);
}
END_TEST

/* ---- of which sources ------------------------------------------------------------------------ */

/* What is done, the version that is asked of, and of which time before the digest is; -1: of none. */
static const struct {
    const char *change, *version;
    int same;
} changes[] = {
    {":", "1.0.0", -1},
    {":", "1.0.1", -1},
    {"touch sim/a.c", "1.0.0", 0},
    {"echo 'int more;' > plots/b.c", "1.0.0", -1},
    {"mv plots/b.c sim/b.c", "1.0.0", -1},
    {"echo note > sim/b.c.orig", "1.0.0", 4},
};

START_TEST(other_sources_have_another_digest)
{
    static program_result result[LENGTH(changes)];
    char command[PROGRAM_PATH];

    program_shell("mkdir sim models plots; echo 'int a;' > sim/a.c; touch params.ini",
                  &result[0]);
    for (int i = 0; i < LENGTH(changes); i++) {
        snprintf(command, sizeof command, "%s; sh \"$ROOT/sim/page/digest.sh\" %s",
                 changes[i].change, changes[i].version);
        program_shell(command, &result[i]);
        ck_assert_str_eq(result[i].err, "");
        for (int k = 0; k < i; k++)
            ck_assert_int_eq(strcmp(result[i].out, result[k].out) == 0,
                             k == changes[i].same);
    }
}
END_TEST

/* ---- sources of others -------------------------------------------------------------------------- */

/* Of a machine whose apt-get has no sources, or breaks off half way. */
static const char *const gets[] = {"exit 100",
                                   "touch gsl_1.dsc; echo 'half of it'; exit 100"};

START_TEST(sources_that_cannot_be_had_are_told_and_leave_nothing)
{
    char fake[PROGRAM_PATH];
    program_result result;

    snprintf(fake, sizeof fake, "#!/bin/sh\ncase \"$*\" in *update*) ;; *) %s ;; esac\n",
             gets[_i]);
    program_write_text("apt-get", fake);
    program_shell("chmod +x apt-get; here=$PWD; cd \"$ROOT\" && PATH=$here:$PATH sh "
                  "sim/page/sources.sh \"$here/page\" unpacked 2> \"$here/said\"; code=$?; "
                  "cd \"$here\"; sed 's|as .*page/|as |' said; ls page/source page/fetched "
                  "| grep -v part; "
                  "exit $code",
                  &result);
    ck_assert_str_eq(
        result.out,
        "  fetch source of gsl\n"
        "the source of gsl cannot be had by apt-get, as "
        "sources.log says; a mirror of Debian or Ubuntu that has sources would be right\n"
        "page/fetched:\n\npage/source:\n");
    ck_assert_int_eq(result.code, 1);
}
END_TEST

/* By an apt-get and a dpkg-source that give each package a file; a second time nothing is fetched. */
START_TEST(sources_that_are_had_are_unpacked_by_name)
{
    program_result result;

    program_write_text("apt-get",
                       "#!/bin/sh\ncase \"$*\" in *update*) ;; *) for name; do :; "
                       "done; touch $name.dsc ;; esac\n");
    program_write_text("dpkg-source", "#!/bin/sh\nmkdir \"$4\" && cp \"$3\" \"$4\"\n");
    program_shell(
        "chmod +x apt-get dpkg-source; here=$PWD; cd \"$ROOT\"; PATH=$here:$PATH; "
        "for i in 1 2; do sh sim/page/sources.sh \"$here/page\" unpacked || exit; "
        "done; cd \"$here/page/source\" && echo */*",
        &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, "  fetch source of gsl\n  fetch source of zlib\n"
                                 "  fetch source of libcsv\n  fetch source of utf8proc\n"
                                 "gsl/gsl.dsc libcsv/libcsv.dsc utf8proc/utf8proc.dsc "
                                 "zlib/zlib.dsc\n");
    ck_assert_int_eq(result.code, 0);
}
END_TEST

/* All that theirs.txt has packed, as if it had been fetched, and a font, which is named alone. */
#define FETCHED \
    "mkdir -p sim page/fetched && cp -r \"$ROOT/sim/page\" sim && echo all: > Makefile " \
    "&& " \
    "for name in $(sed '/^#/d; s/ .*//' sim/page/theirs.txt); do mkdir " \
    "page/fetched/$name; " \
    "echo $name > page/fetched/$name/$name.dsc; done"
#define COMMITTED \
    "git init -q && git add Makefile sim && git -c user.name=a -c user.email=b commit " \
    "-qm all"
#define LISTED "tar -tzf out/p-sources.tar.gz | sed -n 's,^p/sim/page/sources/.*/,,p'"

START_TEST(sources_of_others_are_packed_beside_ours)
{
    program_result result;

    if (!program_exists("git")) {
        printf("skipped: sources_of_others_are_packed_beside_ours: needs git\n");
        return;
    }
    program_shell(FETCHED
                  " && " COMMITTED " && sh sim/page/dist.sh page out p > said && " LISTED
                  "; tar -tzf out/p.tar.gz | grep -c '^p/Makefile$\\|sources/'; ls out",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_ptr_nonnull(strstr(result.out, "gsl.dsc\n"));
    ck_assert_ptr_nonnull(strstr(result.out, "wasi-libc.dsc\n"));
    ck_assert_ptr_null(strstr(result.out, "dejavu"));
    ck_assert_ptr_nonnull(strstr(result.out, "\n1\np-sources.tar.gz\np.tar.gz\n"));
}
END_TEST

START_TEST(a_folder_that_git_does_not_know_is_packed_whole)
{
    program_result result;

    program_shell(FETCHED " && mkdir build && touch build/a.o && sh sim/page/dist.sh page "
                          "build p > said && tar -tzf build/p.tar.gz | grep "
                          "'^p/Makefile$\\|build\\|dist.sh'; ls build",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_ptr_nonnull(strstr(result.out, "p/Makefile\n"));
    ck_assert_ptr_nonnull(strstr(result.out, "p/sim/page/dist.sh\n"));
    ck_assert_ptr_null(strstr(result.out, "build"));
    ck_assert_ptr_nonnull(strstr(result.out, "\na.o\np.tar.gz\n"));
}
END_TEST

/* ---- texts that a program holds ---------------------------------------------------------------- */

START_TEST(a_text_is_held_byte_for_byte)
{
    static const char text[] = "?\?/ ?\?= \"?\" \\ %d\n\t\x01\x7f\xc2\x80 '\n";
    program_result result;

    program_write_text("a.txt", text);
    program_write_text("held.h",
                       "typedef struct {\n    const char *name, *text;\n} sim_text;\n"
                       "extern const sim_text held[];\n");
    program_write_text("main.c",
                       "#include <stdio.h>\n#include \"held.h\"\n"
                       "int main(void) { return fputs(held[0].text, stdout) < 0; }\n");
    program_shell("sh \"$ROOT/.ci/embed\" held.h held .txt a.txt > held.c && "
                  "${CC:-gcc} -std=c11 -o held main.c held.c && ./held",
                  &result);
    ck_assert_str_eq(result.err, "");
    ck_assert_str_eq(result.out, text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("page_build");
    TCase *link = tcase_create("link"), *digest = tcase_create("digest");
    TCase *sources = tcase_create("sources");
    char root[PROGRAM_PATH];

    if (!getcwd(root, sizeof root)) return EXIT_FAILURE;
    setenv("ROOT", root, 1);
    program_add_folder(link);
    tcase_add_loop_test(link, an_address_is_a_link_that_nothing_in_it_ends, 0,
                        LENGTH(links));
    tcase_add_loop_test(link, what_is_no_address_is_refused_in_a_line, 0, LENGTH(wrong));
    tcase_add_test(link, an_address_of_two_lines_is_refused_in_one);
    suite_add_tcase(suite, link);
    program_add_folder(digest);
    tcase_add_test(digest, other_sources_have_another_digest);
    tcase_add_test(digest, a_text_is_held_byte_for_byte);
    suite_add_tcase(suite, digest);
    program_add_folder(sources);
    tcase_add_loop_test(sources, sources_that_cannot_be_had_are_told_and_leave_nothing, 0,
                        LENGTH(gets));
    tcase_add_test(sources, sources_that_are_had_are_unpacked_by_name);
    tcase_add_test(sources, sources_of_others_are_packed_beside_ours);
    tcase_add_test(sources, a_folder_that_git_does_not_know_is_packed_whole);
    suite_add_tcase(suite, sources);
    return suite_run(suite);
}
