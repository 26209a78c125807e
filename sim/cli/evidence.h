/* evidence.h -- the pages of a validation: the model beside what was measured, one page for each
 * chain that has rows. */
#ifndef SIM_CLI_EVIDENCE_H
#define SIM_CLI_EVIDENCE_H

#include "sim/cli/sheet.h"
#include "sim/study/validate.h"

extern const char
    sim_evidence_page[]; /* "validation": the name of the first page's files; that of
                                        * others is followed by "_CHAIN" */

/* Could all pages be written? */
sim_status sim_evidence_claim(const sim_validation *validation, const sim_sheet_look *look,
                              const sim_files *files, sim_error *err);

/* Adds the pages to the set of files, in all formats; `study` alone is shown, NULL: all are. */
sim_status sim_evidence_write(const sim_validation *validation, const char *study,
                              const sim_sheet_look *look, sim_files *files, sim_error *err);

#endif
