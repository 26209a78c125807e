/* test_presets.c -- presets and their groups that are refused. */
#include <check.h>

#include "tests/program.h"
#include "tests/suite.h"

#define LENGTH(table) ((int)(sizeof(table) / sizeof *(table)))

static const program_refusal rows[] = {
    {"[presets]\nproduct = stale\n", "",
     "a.ini:2: unknown preset 'stale' of group product; one of apoptotic, dead, exosomes, "
     "fat_fraction, fresh, marrow_concentrate, saline, thawed_injected, thawed_rested "
     "would "
     "be right"},
    {"[presets]\nproduct = exosome\n", "",
     "a.ini:2: unknown preset 'exosome' of group product; did you mean 'exosomes'?"},
    {"[presets]\ncolour = blue\n", "",
     "a.ini:2: unknown group of presets 'colour'; one of guidance, host, product, source "
     "would be right"},
    {"[presets]\nsources = adipose\n", "",
     "a.ini:2: unknown group of presets 'sources'; did you mean 'source'?"},
    {"[presets]\nsource = fresh\n", "",
     "a.ini:2: preset 'fresh' is of group product, not source; presets.product = fresh "
     "would be right"},
    {"[arm x]\npresets.host = guided_knee\n", "",
     "a.ini:2: preset 'guided_knee' is of group guidance, not host; presets.guidance = "
     "guided_knee would be right"},
    {"[arm x]\npresets.product = fresh\npresets.product = dead\n", "",
     "a.ini:3: presets.product is given twice, first at a.ini:2; one of the two would be "
     "right"},
    {"[presets]\nsource =\n", "",
     "a.ini:2: presets.source has no value; one of adipose, bone_marrow, umbilical would "
     "be right"},
    {"[preset]\nsource = adipose\n", "",
     "a.ini:1: unknown section 'preset'; did you mean 'presets'?"},
    {"[arm x]\nsource = adipose\n", "",
     "a.ini:2: 'source' is no parameter; did you mean 'presets.source'?"},
};

START_TEST(a_preset_is_refused_with_what_would_be_right) { program_refuse_file(&rows[_i]); }
END_TEST

int main(void)
{
    Suite *suite = suite_create("presets");
    TCase *of_names = tcase_create("names");

    program_add_folder(of_names);
    tcase_set_timeout(of_names, 60);
    tcase_add_loop_test(of_names, a_preset_is_refused_with_what_would_be_right, 0,
                        LENGTH(rows));
    suite_add_tcase(suite, of_names);
    return suite_run(suite);
}
