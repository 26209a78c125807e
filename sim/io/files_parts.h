/* files_parts.h -- what files.c is made of: paths, lists, and the room of new files.
 *
 * The room is DIR/.potency: it holds the lock, new files under their names, those before
 * them as NAME.old while names change hands and, from the moment that all are complete,
 * the new files.csv.
 */
#ifndef SIM_IO_FILES_PARTS_H
#define SIM_IO_FILES_PARTS_H

#include "sim/io/files.h"

enum { SIM_PATH = 4096 };
#define SIM_LIST "files.csv"
#define SIM_ROOM ".potency"

/* Where a file of a folder stands. */
typedef struct {
    char path[SIM_PATH];   /* DIR/NAME */
    char fresh[SIM_PATH];  /* in the room: the new one */
    char before[SIM_PATH]; /* in the room: the one before it */
} sim_places;

/* Of a folder whose path is not too long. */
sim_places sim_places_of(const char *dir, const char *name);

/* Refuses a folder whose files would have paths that are too long. */
sim_status sim_folder_check(const char *dir, sim_error *err);

/* A path as a message shows it. */
const char *sim_path_shown(const char *path);

/* That it cannot be written, for what errno says. */
sim_status sim_refuse_to_write(const char *path, sim_error *err);

/* Makes a folder, if there is none; *made: there was none. */
sim_status sim_folder_make(const char *dir, bool *made, sim_error *err);

/* Waits until what the folder has is on disk. */
sim_status sim_folder_sync(const char *path, sim_error *err);

/* Could a folder list a file of that name? */
bool sim_files_name_is_right(const char *name);

/* Measures a file: its bytes and digests. */
sim_status sim_files_row_measure(sim_files_row *row, const char *path, sim_error *err);

/* How a file stands to its row: there is none, it is as listed, or another. */
typedef enum { SIM_ABSENT, SIM_AS_LISTED, SIM_CHANGED } sim_standing;
sim_status sim_files_row_compare(const sim_files_row *row, const char *path,
                                 sim_standing *standing, sim_error *err);

sim_status sim_files_list_read_file(sim_files_list *list, const char *path, sim_error *err);

/* Puts a row in its place, over one of the same name. */
sim_status sim_files_list_put(sim_files_list *list, const sim_files_row *row,
                              sim_error *err);
void sim_files_list_drop(sim_files_list *list, const char *name);
void sim_files_list_write(const sim_files_list *list, FILE *out);

/* Makes the folder and its room, and takes the lock; *made_dir: the folder was not there. */
sim_status sim_room_enter(const char *dir, bool *made_dir, int *lock, sim_error *err);

/* Finishes what a process that was ended by force was doing, or takes it back. */
sim_status sim_room_settle(const char *dir, sim_error *err);

/* Removes all but the lock; then that, and the room. */
void sim_room_clear(const char *dir);
void sim_room_leave(const char *dir, int lock);

#endif
