/* paragraph.h -- text in lines of a terminal. */
#ifndef SIM_CLI_PARAGRAPH_H
#define SIM_CLI_PARAGRAPH_H

enum { SIM_LINE_LENGTH = 92 };

/* Prints `text` behind a heading, broken between words; each line but the first starts with
 * `indent` blanks. */
void sim_paragraph_print(const char *heading, const char *text, int indent);

#endif
