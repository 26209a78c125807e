/* appraise_parts.h -- rows that the arms of an appraisal set: within sim/study/appraise*.c.
 *
 * Memory: assignments borrow their texts, of the table or the appraisal's pool.
 */
#ifndef SIM_STUDY_APPRAISE_PARTS_H
#define SIM_STUDY_APPRAISE_PARTS_H

#include "sim/study/appraise.h"

enum { SIM_ASSIGNED_MOST = 40 };

/* Rows that an arm sets, each once: "product.dose" = "5e7". */
typedef struct {
    const char *name, *value;
    int line; /* of the file; 0: none */
} sim_assigned;

typedef struct {
    sim_assigned list[SIM_ASSIGNED_MOST];
    size_t n;
} sim_assignments;

/* Sets a row; a later one stands over an earlier one. */
void sim_assign(sim_assignments *rows, const char *name, const char *value, int line);
bool sim_assignments_have(const sim_assignments *rows, const char *name);

/* Does the file itself set that row?  One that a run wrote down as a default is nobody's. */
bool sim_offer_file_sets(const sim_ini *ini, const char *name);

/* Sets the rows of a text, "section.name=value section.name=value"; `unless`: but for those that
 * this file sets. */
void sim_assign_all(sim_appraisal *appraisal, sim_assignments *rows, const char *text,
                    const sim_ini *unless);

/* What an offer says, of one question or of all (NULL), and the ends of what it does not:
 * unknown number k of its own at best where bit k of `ends` is set. */
void sim_assign_offer(sim_appraisal *appraisal, sim_assignments *rows, const char *question,
                      size_t ends);

/* The unknowns of an offer, which the file does not set; how many are of a question. */
void sim_appraisal_list_unknowns(sim_appraisal *appraisal);
size_t sim_appraisal_count_unknowns(const sim_appraisal *appraisal, const char *question);

/* The parameter section.name and its number in the catalog; NULL if it is none. */
const sim_parameter *sim_appraisal_parameter(const sim_job *job, const char *name,
                                             size_t *row);

#endif
