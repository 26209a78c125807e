/* test_dates.c -- days of the calendar, and what is meant by those that are written otherwise. */
#include <check.h>

#include "sim/study/dates.h"
#include "tests/suite.h"

/* Days since 1970-01-01: `date -u -d DATE +%s` over 86400. */
static const struct {
    const char *text;
    double day;
} days[] = {{"1970-01-01", 0},      {"2000-02-29", 11016}, {"2019-03-12", 17967},
            {"1969-12-31", -1},     {"2100-03-01", 47541}, {"0001-01-01", -719162},
            {"9999-12-31", 2932896}};

START_TEST(a_date_is_its_day)
{
    char right[SIM_DATE_SIZE];
    double day;

    ck_assert(sim_date_read(days[_i].text, &day, right));
    ck_assert_double_eq(day, days[_i].day);
    sim_date_print(day, right);
    ck_assert_str_eq(right, days[_i].text);
    sim_date_read(days[_i].text, &day, right);
    ck_assert_str_eq(right, "");
    ck_assert(sim_date_is_meant(days[_i].text));
}
END_TEST

START_TEST(every_day_of_eight_years_reads_as_it_prints)
{
    char text[SIM_DATE_SIZE], right[SIM_DATE_SIZE];
    double day;

    for (double d = 17000; d < 17000 + 8 * 366; d++) {
        sim_date_print(d, text);
        ck_assert(sim_date_read(text, &day, right));
        ck_assert_double_eq(day, d);
    }
}
END_TEST

static const struct {
    const char *text, *right;
    int is_meant;
} wrong[] = {{"2019-3-12", "2019-03-12", 1},
             {"2019/03/12", "2019-03-12", 1},
             {"13.3.2019", "2019-03-13", 1},
             {"3/13/2019", "2019-03-13", 1},
             {"3/12/2019", "", 1},
             {"3/3/2019", "2019-03-03", 1},
             {"2019-02-29", "", 1},
             {"2019-13-01", "", 1},
             {"1900-02-29", "", 1},
             {"2019-03-12T10:00", "", 0},
             {"2019-03", "", 0},
             {"20190312", "", 0},
             {"12", "", 0},
             {"", "", 0},
             {"2019-03/12", "", 0},
             {"-2019-03-12", "", 0},
             {"0000-01-01", "", 1},
             {"2019-03-", "", 0}};

START_TEST(what_is_no_date_is_what_is_meant)
{
    char right[SIM_DATE_SIZE];
    double day;

    ck_assert(!sim_date_read(wrong[_i].text, &day, right));
    ck_assert_str_eq(right, wrong[_i].right);
    ck_assert_int_eq(sim_date_is_meant(wrong[_i].text), wrong[_i].is_meant);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("dates");
    TCase *tc = tcase_create("dates");

    tcase_add_loop_test(tc, a_date_is_its_day, 0, sizeof days / sizeof *days);
    tcase_add_test(tc, every_day_of_eight_years_reads_as_it_prints);
    tcase_add_loop_test(tc, what_is_no_date_is_what_is_meant, 0,
                        sizeof wrong / sizeof *wrong);
    suite_add_tcase(suite, tc);
    return suite_run(suite);
}
