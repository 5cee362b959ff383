/* How long starts take, from exec to the first answer: of a new data directory, a kept one and a temporary one. */
#ifndef BENCH_STARTS_H
#define BENCH_STARTS_H

/* Prints medians beside that of a bare civetweb with as many threads; they take turns, since machines are noisy. BENCH_OTHER is the folder of
 * another build, which is measured beside this one. Folders are made below `folder`. -1: something did not start. */
int starts_report(const char *build, const char *folder);

#endif
