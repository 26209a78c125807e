/* test_drawing_rows.c -- kinds, limits, lines and bands of figures of one's own that are refused. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const program_refusal figures[] = {
    {"[figure own]\nkind = curse\ny = tnf\n", "",
     "a.ini:2: figure own: there is no kind 'curse'; did you mean 'course'?"},
    {"[figure own]\nkind = pie\ny = tnf\n", "",
     "a.ini:2: figure own: there is no kind 'pie'; one of course, bars, response, "
     "patients, "
     "trials, power would be right"},
    {"[figure own]\nkind = trials\ny = tnf\n", "",
     "a.ini:3: figure own: kind = trials has no y; without it, or with kind = course or "
     "bars "
     "or response or patients, it would be right"},
    {"[figure own]\nkind = power\narms = P2\n", "",
     "a.ini:3: figure own: kind = power has no arms; without it, or with kind = course or "
     "bars or response or patients, it would be right"},
    {"[figure own]\nkind = bars\ny = potency\nx = day\n", "",
     "a.ini:4: figure own: kind = bars has no x; without it, or with kind = course, it "
     "would "
     "be right"},
    {"[figure own]\ny = tnf\nover = product.dose\n", "",
     "a.ini:3: figure own: kind = course has no over; without it, or with kind = response, "
     "it would be right"},
    {"[figure own]\nkind = patients\ny = potency\nx_scale = log\n", "",
     "a.ini:4: figure own: kind = patients has no x_scale; without it, or with kind = "
     "course "
     "or response, it would be right"},
    {"[figure own]\nkind = response\ny = potency\nband = placebo_relief\n", "",
     "a.ini:4: figure own: kind = response has no band; without it, or with kind = course, "
     "it would be right"},
    {"[figure own]\nkind = bars\ny = tnf\n", "",
     "a.ini:3: figure own: summary.csv has no column 'tnf'; timecourse.csv has it"},
    {"[figure own]\nkind = bars\ny = potensy\n", "",
     "a.ini:3: figure own: summary.csv has no column 'potensy'; did you mean 'potency'?"},
    {"[figure own]\nkind = patients\ny = measured_vas_fal\n", "",
     "a.ini:3: figure own: replicates.csv has no column 'measured_vas_fal'; did you mean "
     "'measured_vas_fall'?"},
    {"[figure own]\ny = vas\nlow = 20 day\n", "",
     "a.ini:3: figure own: low = 20 day is no value of vas; a number in mm would be right"},
    {"[figure own]\ny = vas\nlow = nan\n", "",
     "a.ini:3: figure own: low = nan is no value of vas; a number in mm would be right"},
    {"[figure own]\ny = vas\nhigh = 1e300\n", "",
     "a.ini:3: figure own: high = 1e300 is no end of an axis; 0, or between 1e-09 and "
     "1e+15 "
     "in size, would be right"},
    {"[figure own]\ny = vas\nlow = 2 cm\nhigh = 10\n", "",
     "a.ini:4: figure own: low = 2 cm is not below high = 10; a smaller low would be "
     "right"},
    {"[figure own]\ny = vas\nlow = 3\nhigh = 3.0000000000001\n", "",
     "a.ini:4: figure own: low = 3 is too near high = 3.0000000000001; a smaller low would "
     "be right"},
    {"[figure own]\ny = m1\nscale = log\nlow = 0\n", "",
     "a.ini:4: figure own: low = 0 has no place on a log axis; more than 0 would be right"},
    {"[figure own]\ny = m1\nscale = log\nline = -5\n", "",
     "a.ini:4: figure own: line = -5 has no place on a log axis; more than 0 would be "
     "right"},
    {"[figure own]\ny = vas\nx_scale = log\nfrom = 0\n", "",
     "a.ini:4: figure own: from = 0 has no place on a log axis; more than 0 would be "
     "right"},
    {"[figure own]\ny = vas\nx_scale = cubic\n", "",
     "a.ini:3: figure own: x_scale = cubic is unknown; linear or log would be right"},
    {"[figure own]\ny = vas, m1\nlow = 3\n", "",
     "a.ini:3: figure own: low goes with columns of one unit, and vas is in mm, m1 in "
     "cell; "
     "another figure for m1 would be right"},
    {"[figure own]\ny = m1\nband = placebo_relief\n", "",
     "a.ini:3: figure own: band goes with columns of one unit, and placebo_relief is in "
     "mm, "
     "m1 in cell; another figure for m1 would be right"},
    {"[figure own]\ny = vas\nband = placebo\n", "",
     "a.ini:3: figure own: no file has the column 'placebo'; did you mean "
     "'placebo_relief'?"},
    {"[figure own]\ny = vas\nline = high\n", "",
     "a.ini:3: figure own: line = high is no value of vas; a number in mm would be right"},
    {"[figure own]\ny = vas\nline = 20:\n", "",
     "a.ini:3: figure own: line lacks words behind its colon; line = 10 mm: worth having "
     "would be right"},
    {"[figure own]\ny = vas\nline = 20: qwertzuiopasdfghjklyxcvbnm "
     "qwertzuiopasdfghjklyxcvbnm "
     "qwertzui\n",
     "",
     "a.ini:3: figure own: the words of the line have 62 characters; at most 60 would be "
     "right"},
    {"[figure own]\ny = vas\nline = 2 cm: little\nlow = 30\n", "",
     "a.ini:3: figure own: line is below low = 30; a line within the limits would be "
     "right"},
    {"[figure own]\ny = vas\nline = 40\nhigh = 37.1\n", "",
     "a.ini:3: figure own: line is above high = 37.1; a line within the limits would be "
     "right"},
    {"[figure own]\nkind = response\ny = potency\n", "",
     "a.ini:2: figure own: kind = response needs a row over; over = product.dose would be "
     "right"},
    {"[figure own]\nkind = response\ny = potency\nover = product.dose\n", "",
     "a.ini:2: figure own: kind = response needs a row values; values = log 1e4..1.5e8 x "
     "25 "
     "would be right"},
    {"[figure own]\nkind = response\ny = potency\nover = product.dose\nvalues = "
     "1e6..1e7\n",
     "",
     "a.ini:5: figure own: values = 1e6..1e7 does not say how many; '1e6..1e7 x 25' would "
     "be "
     "right"},
    {"[figure own]\nkind = response\ny = potency\nover = product.dose\nvalues = log "
     "1e6..1e7 "
     "x 401\n",
     "",
     "a.ini:5: figure own: values = log 1e6..1e7 x 401 are 401, and each is solved in each "
     "arm; at most 400 would be right"},
    {"[figure own]\nkind = response\ny = potency\nover = product.viability\nvalues = 0..1 "
     "x "
     "5\nx_scale = log\n",
     "",
     "a.ini:6: figure own: x_scale = log has no place for 0, one of the values; x_scale = "
     "linear would be right"},
    {"[figure own]\nkind = response\ny = potency\nover = presets.source\nvalues = "
     "bone_marrow, adipose\nx_scale = log\n",
     "",
     "a.ini:6: figure own: x_scale = log, and presets.source has words for values; no such "
     "row would be right"},
};

START_TEST(a_row_is_refused_with_what_would_be_right) { program_refuse_file(&figures[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("drawing_rows");
    TCase *of_figures = tcase_create("rows");

    program_add_folder(of_figures);
    tcase_set_timeout(of_figures, 60);
    tcase_add_loop_test(of_figures, a_row_is_refused_with_what_would_be_right, 0,
                        LENGTH(figures));
    suite_add_tcase(suite, of_figures);
    return suite_run(suite);
}
