/* pthread.h -- the page's one thread: none can be started, and a lock is always free. */
#ifndef SIM_PAGE_PTHREAD_H
#define SIM_PAGE_PTHREAD_H

#include <errno.h>
#include <sys/types.h>

#define pthread_create(thread, attributes, start, data) \
    ((void)(thread), (void)(attributes), (void)(start), (void)(data), EAGAIN)
#define pthread_join(thread, result) ((void)(thread), (void)(result))
#define pthread_mutex_init(lock, attributes) ((void)(lock), (void)(attributes))
#define pthread_mutex_destroy(lock) ((void)(lock))
#define pthread_mutex_lock(lock) ((void)(lock))
#define pthread_mutex_unlock(lock) ((void)(lock))

#endif
