/* evidence.h -- the page of a validation: the model beside what was measured. */
#ifndef SIM_CLI_EVIDENCE_H
#define SIM_CLI_EVIDENCE_H

#include "sim/cli/pages.h"
#include "sim/study/validate.h"

typedef struct {
    const sim_validation *validation;
    const sim_pages_look *look;
    const char *name, *dir; /* of the files; the folder is for messages */
    const char *study;      /* that alone is shown; NULL: all are */
} sim_evidence;

/* Could the page be written? */
sim_status sim_evidence_claim(const sim_evidence *evidence, const sim_files *files,
                              sim_error *err);

/* Adds the page to the set of files, in all formats. */
sim_status sim_evidence_write(const sim_evidence *evidence, sim_files *files,
                              sim_error *err);

#endif
