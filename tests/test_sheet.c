/* test_sheet.c -- a sheet is a file in each format that was asked for. */
#include <check.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/sheet.h"
#include "tests/suite.h"
#include "tests/temp.h"

static char dir[TEMP_PATH];

static void make_folder(void) { temp_folder("sheet", dir); }

typedef struct {
    plot_draft *draft;
} blank_page;

/* Says in a file beside it how it looks: own.png in png.look. */
static sim_status init(void *page, const void *shown, plot_draft *draft, sim_error *err)
{
    const plot_look *look = draft->look;
    char path[2 * TEMP_PATH];
    FILE *out;

    *(blank_page *)page = (blank_page){draft};
    if (!shown) return sim_fail(err, SIM_EVALUE, "nothing is drawn");
    draft->caption.title = shown;
    draft->caption.footer = "";
    snprintf(path, sizeof path, "%s/%s.look", dir, look->format->name);
    out = fopen(path, "w");
    ck_assert_ptr_nonnull(out);
    fprintf(out, "%s %d %d %d\n", (const char *)shown,
            look->theme == plot_theme_find("dark"), look->size == plot_size_find("slide"),
            look->format == plot_format_find("svg"));
    fclose(out);
    return SIM_OK;
}

static void arrange(void *page)
{
    plot_draft *draft = ((blank_page *)page)->draft;

    draft->height = draft->top + draft->below + 71;
}

static void draw(void *page) { (void)page; }

static void tell(const void *page, GString *words)
{
    (void)page;
    g_string_append(words, "Nothing. ");
}

static const plot_maker maker = {sizeof(blank_page), init, arrange, draw, tell, NULL};

static sim_status write_sheet(const sim_sheet_look *look, const char *figure,
                              sim_files *files, sim_error *err)
{
    const plot_caption caption = {0};
    const sim_sheet sheet = {"own", look, &caption, &maker, figure, NULL};
    sim_status status = sim_files_init(files, dir, "sheet", err);

    if (status == SIM_OK) status = sim_sheet_claim("own", look, files, err);
    if (status == SIM_OK) status = sim_sheet_write(&sheet, files, err);
    return status == SIM_OK ? sim_files_commit(files, err) : status;
}

static void check_file(const char *name, const char *right)
{
    char path[2 * TEMP_PATH], text[64] = "";
    FILE *in;

    snprintf(path, sizeof path, "%s/%s", dir, name);
    in = fopen(path, "rb");
    if (!right) {
        ck_assert_msg(in == NULL, "%s", name);
        return;
    }
    ck_assert_msg(in != NULL, "%s", name);
    ck_assert_ptr_nonnull(fgets(text, sizeof text, in));
    ck_assert_str_eq(text, right);
    fclose(in);
}

/* A figure in this format that looks like that. */
static void check_drawn(const char *format, const char *start, const char *right)
{
    char name[64], path[2 * TEMP_PATH], text[64] = "";
    FILE *in;

    snprintf(name, sizeof name, "%s.look", format);
    check_file(name, right);
    snprintf(path, sizeof path, "%s/own.%s", dir, format);
    in = fopen(path, "rb");
    ck_assert_ptr_nonnull(in);
    ck_assert_uint_eq(fread(text, 1, strlen(start), in), strlen(start));
    ck_assert_str_eq(text, start);
    fclose(in);
}

START_TEST(without_options_it_is_one_page)
{
    sim_files files;
    sim_error err = {""};

    ck_assert_msg(write_sheet(&(sim_sheet_look){0}, "drawn", &files, &err) == SIM_OK, "%s",
                  err.text);
    sim_files_leave(&files);
    sim_files_free(&files);
    check_drawn("png", "\x89PNG", "drawn 0 0 0\n");
    check_file("own.svg", NULL);
}
END_TEST

START_TEST(each_format_has_a_file)
{
    const sim_sheet_look look = {true, "slide", {"svg", "pdf"}, 2, NULL};
    sim_files files;
    sim_error err = {""};

    ck_assert_msg(write_sheet(&look, "drawn", &files, &err) == SIM_OK, "%s", err.text);
    sim_files_leave(&files);
    sim_files_free(&files);
    check_drawn("svg", "<?xml", "drawn 1 1 1\n");
    check_drawn("pdf", "%PDF-", "drawn 1 1 0\n");
    check_file("own.png", NULL);
}
END_TEST

START_TEST(a_figure_that_fails_is_named)
{
    sim_files files;
    sim_error err = {""};
    char right[2 * TEMP_PATH];

    ck_assert_int_eq(write_sheet(&(sim_sheet_look){0}, NULL, &files, &err), SIM_EVALUE);
    snprintf(right, sizeof right, "%s/own.png: nothing is drawn", dir);
    ck_assert_str_eq(err.text, right);
    sim_files_leave(&files);
    sim_files_free(&files);
    check_file("own.png", NULL);
}
END_TEST

START_TEST(what_is_not_ours_is_not_claimed)
{
    char path[2 * TEMP_PATH];
    sim_files files;
    sim_error err = {""};
    FILE *out;

    snprintf(path, sizeof path, "%s/own.png", dir);
    out = fopen(path, "wb");
    ck_assert_ptr_nonnull(out);
    fputs("kept\n", out);
    fclose(out);
    ck_assert_int_eq(write_sheet(&(sim_sheet_look){0}, "drawn", &files, &err), SIM_EIO);
    ck_assert_ptr_eq(strstr(err.text, path), err.text);
    sim_files_leave(&files);
    sim_files_free(&files);
    check_file("own.png", "kept\n");
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("sheet");
    TCase *cases = tcase_create("sheet");

    tcase_add_checked_fixture(cases, make_folder, NULL);
    tcase_add_test(cases, without_options_it_is_one_page);
    tcase_add_test(cases, each_format_has_a_file);
    tcase_add_test(cases, a_figure_that_fails_is_named);
    tcase_add_test(cases, what_is_not_ours_is_not_claimed);
    suite_add_tcase(suite, cases);
    return suite_run(suite);
}
