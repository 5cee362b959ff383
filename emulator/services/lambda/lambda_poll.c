/* An epoll. A process has two descriptors in it, told apart by the lowest bit of the pointer. */
#include "emulator/services/lambda/lambda_poll.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "emulator/base/panic.h"

#define AT_ONCE 64

static int poll_fd = -1, wake_fd = -1;

static void add(int fd, const struct lambda_instance *i, bool is_output)
{
    struct epoll_event e = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i | is_output };

    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e);
}

void lambda_poll_open(void)
{
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (poll_fd < 0 || wake_fd < 0) panic("no files left to watch functions by");
    add(wake_fd, NULL, false);
}

void lambda_poll_close(void)
{
    close(poll_fd);
    close(wake_fd);
}

void lambda_poll_wake(void)
{
    uint64_t one = 1;

    if (write(wake_fd, &one, sizeof one) < 0) return; /* it is awake already */
}

void lambda_poll_add(struct lambda_instance *i)
{
    add(i->process.log_fd, i, true);
    add(i->process.pidfd, i, false);
}

void lambda_poll_forget_output(struct lambda_instance *i)
{
    epoll_ctl(poll_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL);
}

void lambda_poll_forget(struct lambda_instance *i)
{
    lambda_poll_forget_output(i);
    epoll_ctl(poll_fd, EPOLL_CTL_DEL, i->process.pidfd, NULL);
}

static void wake_read(void)
{
    uint64_t count;

    if (read(wake_fd, &count, sizeof count) < 0) return; /* it was read already */
}

int lambda_poll_wait(struct lambda_polled *polled, int max, int milliseconds)
{
    struct epoll_event events[AT_ONCE];
    int count;

    assert(max <= AT_ONCE);
    count = epoll_wait(poll_fd, events, max, milliseconds);
    for (int k = 0; k < count; k++) {
        polled[k].instance = (struct lambda_instance *)(uintptr_t)(events[k].data.u64 & ~(uint64_t)1);
        polled[k].is_output = events[k].data.u64 & 1;
        if (!polled[k].instance) wake_read();
    }
    return count < 0 ? 0 : count;
}
