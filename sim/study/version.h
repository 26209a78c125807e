/* version.h -- what made a result, and what it is for. */
#ifndef SIM_STUDY_VERSION_H
#define SIM_STUDY_VERSION_H

extern const char sim_version[];  /* "0.1.0" */
extern const char sim_build_id[]; /* compiler, flags, libc: apart from compared content */
extern const char sim_disclaimer[];

#endif
