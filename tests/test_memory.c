/* test_memory.c -- memory that runs out inside of a library, at every place: what is printed
 * is whole, or the failure is told.
 *
 * jansson takes an allocator of its own; the linker gives this program its own realloc.
 * test_faults.c does the same with what our own code allocates.
 */
#include <check.h>
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "sim/cli/cli.h"
#include "sim/io/memory.h"
#include "tests/suite.h"

/* ---- JSON ----------------------------------------------------------------- */

enum { TEXT = 1 << 16 };

/* The n-th allocation from now fails, and with it all later ones if so asked. */
static struct {
    size_t calls, first;
    bool all_after;
} plan;

static void *give(size_t size)
{
    const size_t call = ++plan.calls;
    const bool fails = plan.all_after ? call >= plan.first : call == plan.first;

    return fails ? NULL : malloc(size);
}

/* What the command prints with its `first` allocation of jansson failing; SIZE_MAX: none. */
static sim_status print(const char *pattern, size_t first, bool all_after, char text[TEXT],
                        sim_error *err)
{
    char *argv[] = {"params", "--json", (char *)(uintptr_t)pattern, NULL};
    const sim_listing *params = sim_command_find(argv[0]);
    const int saved = dup(STDOUT_FILENO);
    FILE *file = tmpfile();
    sim_status status;
    size_t n;

    ck_assert(saved >= 0 && file);
    fflush(stdout);
    ck_assert_int_ge(dup2(fileno(file), STDOUT_FILENO), 0);
    plan.calls = 0;
    plan.first = first;
    plan.all_after = all_after;
    status =
        params->command->call(&(sim_call){.listing = params, .argc = 3, .argv = argv}, err);
    plan.first = SIZE_MAX;
    fflush(stdout);
    ck_assert_int_ge(dup2(saved, STDOUT_FILENO), 0);
    close(saved);
    rewind(file);
    n = fread(text, 1, TEXT - 1, file);
    text[n] = '\0';
    fclose(file);
    return status;
}

/* A number and a whole one that are drawn, one that is not, and words. */
static const char *const patterns[] = {
    "passaging.hazard_scale", "passaging.harvest_passage", "run.rtol", "run.method"};

START_TEST(without_memory_json_is_whole_or_there_is_none)
{
    const bool all_after = _i % 2;
    char whole[TEXT], text[TEXT];
    sim_error err = {""};
    size_t first = 0;
    sim_status status;

    json_set_alloc_funcs(give, free);
    ck_assert_int_eq(print(patterns[_i / 2], SIZE_MAX, false, whole, &err), SIM_OK);
    ck_assert_ptr_nonnull(strstr(whole, "\"default\""));
    do {
        err.text[0] = '\0';
        status = print(patterns[_i / 2], ++first, all_after, text, &err);
        if (status == SIM_OK) {
            ck_assert_str_eq(text, whole);
            continue;
        }
        ck_assert_int_eq(status, SIM_ENOMEM);
        ck_assert_str_eq(text, "");
        ck_assert_str_eq(err.text,
                         "params: out of memory; close other programs or ask for less");
    } while (plan.calls >= first);
    ck_assert_uint_gt(first, 30);
}
END_TEST

/* ---- texts ---------------------------------------------------------------- */

/* The linker sends what our own objects ask for here. */
void *__real_realloc(void *old, size_t size);
void *__wrap_realloc(void *old, size_t size);

static size_t growths = SIZE_MAX; /* that still succeed */

void *__wrap_realloc(void *old, size_t size)
{
    if (growths == 0) return NULL;
    growths -= growths < SIZE_MAX;
    return __real_realloc(old, size);
}

enum { LINES = 20000 };

/* Prints some 109 kB with so many growths. */
static sim_status fill(sim_memory *m, size_t n, sim_error *err)
{
    sim_status status;

    growths = n;
    status = sim_memory_open(m, "lines", err);
    for (int i = 0; status == SIM_OK && i < LINES; i++) fprintf(m->stream, "%d\n", i);
    growths = SIZE_MAX; /* what comes behind a gap would fit */
    if (status == SIM_OK) fputs("end\n", m->stream);
    return status == SIM_OK ? sim_memory_close(m, "lines", err) : status;
}

START_TEST(a_text_in_memory_is_whole_or_closing_it_fails)
{
    sim_error err = {""};
    sim_memory m;
    size_t n = 0;
    sim_status status;

    while ((status = fill(&m, n, &err)) != SIM_OK) {
        ck_assert_int_eq(status, SIM_ENOMEM);
        ck_assert_str_eq(err.text,
                         "lines: out of memory; close other programs or ask for less");
        sim_memory_free(&m);
        n++;
    }
    ck_assert_uint_ge(n, 4);
    ck_assert_uint_eq(m.size, strlen(m.bytes));
    ck_assert_uint_eq(m.size, 10 * 2 + 90 * 3 + 900 * 4 + 9000 * 5 + 10000 * 6 + 4);
    ck_assert_str_eq(m.bytes + m.size - 10, "19999\nend\n");
    sim_memory_free(&m);
}
END_TEST

START_TEST(a_text_without_words_is_empty)
{
    sim_error err = {""};
    sim_memory m;

    ck_assert_int_eq(sim_memory_open(&m, "lines", &err), SIM_OK);
    ck_assert_int_eq(sim_memory_close(&m, "lines", &err), SIM_OK);
    ck_assert_str_eq(m.bytes, "");
    ck_assert_uint_eq(m.size, 0);
    sim_memory_free(&m);
    ck_assert_ptr_null(m.bytes);
}
END_TEST

START_TEST(a_pool_gives_zeroed_arrays_and_remembers_what_it_could_not)
{
    sim_error err = {""};
    sim_pool pool = {0};
    double *a = sim_pool_take(&pool, 3, sizeof *a);
    char *b = sim_pool_take(&pool, 0, sizeof *b);

    ck_assert(a[0] == 0 && a[2] == 0);
    ck_assert_ptr_nonnull(b);
    ck_assert_int_eq(sim_pool_check(&pool, "arrays", &err), SIM_OK);
    ck_assert_ptr_null(sim_pool_take(&pool, (size_t)-1 / 2, sizeof *a));
    ck_assert_int_eq(sim_pool_check(&pool, "arrays", &err), SIM_ENOMEM);
    ck_assert_str_eq(err.text,
                     "arrays: out of memory; close other programs or ask for less");
    sim_pool_free(&pool);
    ck_assert_ptr_null(pool.last);
}
END_TEST

int main(void)
{
    enum { N = sizeof patterns / sizeof *patterns };
    Suite *suite = suite_create("memory");
    TCase *json = tcase_create("json"), *text = tcase_create("text");

    tcase_add_loop_test(json, without_memory_json_is_whole_or_there_is_none, 0, 2 * N);
    suite_add_tcase(suite, json);
    tcase_add_test(text, a_text_in_memory_is_whole_or_closing_it_fails);
    tcase_add_test(text, a_text_without_words_is_empty);
    tcase_add_test(text, a_pool_gives_zeroed_arrays_and_remembers_what_it_could_not);
    suite_add_tcase(suite, text);
    return suite_run(suite);
}
