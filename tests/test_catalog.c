/* test_catalog.c -- values of parameters that are refused: numbers, ranges, words, units. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

/* ---- numbers -------------------------------------------------------------- */

static const program_refusal numbers[] = {
    {"[product]\ndose = plenty\n", "",
     "a.ini:2: product.dose = plenty is not a number; one in [0, 1e+09] cell would be "
     "right"},
    {"[product]\ndose = nan\n", "",
     "a.ini:2: product.dose = nan is not a number: it stands for no number; one in [0, "
     "1e+09] cell would be right"},
    {"[product]\ndose = inf\n", "",
     "a.ini:2: product.dose = inf is not a number: it stands for no number; one in [0, "
     "1e+09] cell would be right"},
    {"[product]\ndose = -inf\n", "",
     "a.ini:2: product.dose = -inf is not a number: it stands for no number; one in [0, "
     "1e+09] cell would be right"},
    {"[product]\ndose = 1e999\n", "",
     "a.ini:2: product.dose = 1e999 is not a number; one in [0, 1e+09] cell would be "
     "right"},
    {"[product]\ndose = 0x10\n", "",
     "a.ini:2: product.dose = 0x10 is not a number: it is hexadecimal; 16 would be right"},
    {"[product]\ndose = 1,5\n", "",
     "a.ini:2: product.dose = 1,5 is not a number: it has a decimal comma; 1.5 would be "
     "right"},
    {"[product]\ndose = 3e7,\n", "",
     "a.ini:2: product.dose = 3e7, is not a number: a comma, semicolon or point ends it; "
     "3e7 would be right"},
    {"[product]\ndose = 5e7cells2\n", "",
     "a.ini:2: product.dose = 5e7cells2: 'cells2' measures something else; cell, or what "
     "converts to it, would be right"},
    {"[product]\ndose = 1.2.3\n", "",
     "a.ini:2: product.dose = 1.2.3 is not a number; one in [0, 1e+09] cell would be "
     "right"},
    {"[product]\ndose = --3\n", "",
     "a.ini:2: product.dose = --3 is not a number; one in [0, 1e+09] cell would be right"},
    {"[product]\ndose = 3e\n", "",
     "a.ini:2: product.dose = 3e: 'e' is no unit; cell, or what converts to it, would be "
     "right"},
    {"[product]\ndose = \xD9\xA1\xD9\xA2\n", "",
     "a.ini:2: product.dose = \xD9\xA1\xD9\xA2 is not a number; one in [0, 1e+09] cell "
     "would be right"},
    {"[passaging]\ncycle_time = 900\n", "",
     "a.ini:2: passaging.cycle_time = 900 h is outside [15, 120] h"},
    {"[product]\nviability = -0.2385\n", "",
     "a.ini:2: product.viability = -0.2385 is outside [0, 1]"},
    {"[product]\nviability = 95\n", "",
     "a.ini:2: product.viability = 95 is outside [0, 1]; did you mean '95 %'?"},
    {"[passaging]\nharvest_passage = 41\n", "",
     "a.ini:2: passaging.harvest_passage = 41 passage is outside [0, 40] passage"},
    {"[passaging]\nharvest_passage = 2.385\n", "",
     "a.ini:2: passaging.harvest_passage = 2.385 is not whole; a whole number in [0, 40] "
     "passage would be right"},
    {"[run]\ndays = 3 months\n", "",
     "a.ini:2: run.days = 3 months (91.25 day) is not whole; a whole number in [1, 3650] "
     "day would be right"},
    {"[run]\ndays = 0\n", "", "a.ini:2: run.days = 0 day is outside [1, 3650] day"},
    {"[run]\nseed = 9007199254740992\n", "",
     "a.ini:2: run.seed = 9007199254740992 is outside [0, 9007199254740991]"},
    {"[run]\nseed = 1.5\n", "",
     "a.ini:2: run.seed = 1.5 is not whole; a whole number in [0, 9007199254740991] would "
     "be right"},
};

START_TEST(a_number_is_refused_with_what_would_be_right)
{
    program_refuse_file(&numbers[_i]);
}
END_TEST

/* ---- words and units ------------------------------------------------------ */

static const program_refusal units[] = {
    {"[run]\nsolver = euler\n", "",
     "a.ini:2: run.solver = euler is unknown; one of auto, rodas5p, msbdf, rkf45, rkck, "
     "msadams "
     "would be right"},
    {"[run]\nsolver = rfk45\n", "",
     "a.ini:2: run.solver = rfk45 is unknown; did you mean 'rkf45'?"},
    {"[run]\nindication = hip\n", "",
     "a.ini:2: run.indication = hip is unknown; one of knee, gvhd, ards, heart "
     "would be right"},
    {"[run]\nsolver =\n", "",
     "a.ini:2: run.solver has no value; one of auto, rodas5p, msbdf, rkf45, rkck, msadams "
     "would be "
     "right"},
    {"[passaging]\ncycle_time = 30 parsec\n", "",
     "a.ini:2: passaging.cycle_time = 30 parsec: 'parsec' is no unit; h, or what converts "
     "to it, would be right"},
    {"[passaging]\ncycle_time = 30 H\n", "",
     "a.ini:2: passaging.cycle_time = 30 H: 'H' is no unit; h, or what converts to it, "
     "would be right"},
    {"[passaging]\ncycle_time = 30 mL\n", "",
     "a.ini:2: passaging.cycle_time = 30 mL: 'mL' measures something else; h, or what "
     "converts to it, would be right"},
    {"[passaging]\ncycle_time = 40 d\n", "",
     "a.ini:2: passaging.cycle_time = 40 d (960 h) is outside [15, 120] h"},
    {"[passaging]\ncycle_time = 1.3d2\n", "",
     "a.ini:2: passaging.cycle_time = 1.3d2: 'd2' measures something else; h, or what "
     "converts to it, would be right"},
    {"[product]\nviability = 95 h\n", "",
     "a.ini:2: product.viability = 95 h: 'h' measures something else; a plain number or % "
     "would be right"},
    {"[product]\nviability = 950 %\n", "",
     "a.ini:2: product.viability = 950 % (9.5) is outside [0, 1]"},
    {"[joint]\nvolume = 0.01 kL\n", "",
     "a.ini:2: joint.volume = 0.01 kL: 'kL' is no unit; mL, or what converts to it, would "
     "be right"},
    {"[joint]\nvolume = 10 mL mL\n", "",
     "a.ini:2: joint.volume = 10 mL mL: 'mL mL' measures something else; mL, or what "
     "converts to it, would be right"},
    {"[product]\ndose = 50 million\n", "",
     "a.ini:2: product.dose = 50 million is not a number: a word stands for a power of "
     "ten; 50e6 would be right"},
    {"[product]\ndose = 5e7 cells/kg\n", "",
     "a.ini:2: product.dose = 5e7 cells/kg: 'cells/kg' measures something else; cell, or "
     "what converts to it, would be right"},
    {"[passaging]\nharvest_passage = 14 d\n", "",
     "a.ini:2: passaging.harvest_passage = 14 d: 'd' measures something else; passage, or "
     "what converts to it, would be right"},
    {"[run]\ndays = 0.5 d\n", "",
     "a.ini:2: run.days = 0.5 d (0.5 day) is outside [1, 3650] day"},
    {"[joint]\npge2_licensed = 30 ng\n", "",
     "a.ini:2: joint.pge2_licensed = 30 ng: 'ng' measures something else; ng/(1e6 "
     "cell)/day, or what converts to it, would be right"},
    {"[joint]\nload = 0.5 0.5\n", "",
     "a.ini:2: joint.load = 0.5 0.5 is not a number: blanks separate several; one in [0, "
     "3] would be right"},
    {"[joint]\nload = 1.2.3\n", "",
     "a.ini:2: joint.load = 1.2.3 is not a number; one in [0, 3] would be right"},
    {"[joint]\nload = 2 1/2\n", "",
     "a.ini:2: joint.load = 2 1/2 is not a number: it is a fraction; 2.5 would be right"},
    {"[joint]\nload = 2 (0.5)\n", "",
     "a.ini:2: joint.load = 2 (0.5) is not a number; one in [0, 3] would be right"},
    {"[joint]\nload = 2 -1\n", "",
     "a.ini:2: joint.load = 2 -1 is not a number: it is a range; one in [0, 3] would be "
     "right"},
    {"[joint]\nload = 2+1\n", "",
     "a.ini:2: joint.load = 2+1 is not a number; one in [0, 3] would be right"},
    {"[joint]\nload = 2 1/1\n", "",
     "a.ini:2: joint.load = 2 1/1 is not a number: it is a fraction; 3 would be right"},
    {"[product]\ndose = 5e7 2 cells\n", "",
     "a.ini:2: product.dose = 5e7 2 cells is not a number; one in [0, 1e+09] cell would be "
     "right"},
    {"[product]\ndose = 5*10^7\n", "",
     "a.ini:2: product.dose = 5*10^7 is not a number: it is a power of ten; 5e7 would be "
     "right"},
    {"[product]\ndose = 5 x 10^7 cells\n", "",
     "a.ini:2: product.dose = 5 x 10^7 cells is not a number: it is a power of ten; 5e7 "
     "cells would be right"},
    {"[product]\ndose = 5\xC3\x97"
     "10^7\n",
     "",
     "a.ini:2: product.dose = 5\303\22710^7 is not a number: it is a power of ten; 5e7 "
     "would be right"},
    {"[product]\ndose = 10^7\n", "",
     "a.ini:2: product.dose = 10^7 is not a number: it is a power of ten; 1e7 would be "
     "right"},
    {"[product]\ndose = 5e7\xC2\xA0\n", "",
     "a.ini:2: holds U+00A0, a blank that is no space; a plain space would be right"},
    {"[product]\ndose = 50 000 000\n", "",
     "a.ini:2: product.dose = 50 000 000 is not a number: its digits stand in groups; "
     "50000000 would be right"},
    {"[product]\ndose = 50,000,000\n", "",
     "a.ini:2: product.dose = 50,000,000 is not a number: commas group its digits; "
     "50000000 would be right"},
    {"[product]\nviability = 95.5\n", "",
     "a.ini:2: product.viability = 95.5 is outside [0, 1]; did you mean '95.5 %'?"},
    {"[product]\nviability = 950\n", "",
     "a.ini:2: product.viability = 950 is outside [0, 1]"},
    {"[product]\nexpanded = 2\n", "", "a.ini:2: product.expanded = 2 is outside [0, 1]"},
    {"[product]\njoint.volume = 3\n", "",
     "a.ini:2: unknown parameter 'product.joint.volume'; did you mean 'joint.volume'?"},
};

START_TEST(a_word_or_unit_is_refused_with_what_would_be_right)
{
    program_refuse_file(&units[_i]);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("catalog");
    TCase *of_values = tcase_create("values");

    program_add_folder(of_values);
    tcase_set_timeout(of_values, 60);
    tcase_add_loop_test(of_values, a_number_is_refused_with_what_would_be_right, 0,
                        LENGTH(numbers));
    tcase_add_loop_test(of_values, a_word_or_unit_is_refused_with_what_would_be_right, 0,
                        LENGTH(units));
    suite_add_tcase(suite, of_values);
    return suite_run(suite);
}
