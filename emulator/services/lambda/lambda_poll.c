/* An epoll. A process has up to three descriptors in it, told apart by the lowest bits of the pointer. */
#include "emulator/services/lambda/lambda_poll.h"

#include <assert.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "emulator/base/panic.h"

#define AT_ONCE   64
#define WHAT_BITS UINT64_C(3)

static int poll_fd = -1, wake_fd = -1;

static void add(int fd, const struct lambda_instance *i, enum lambda_polled_what what)
{
    struct epoll_event e = { .events = EPOLLIN, .data.u64 = (uint64_t)(uintptr_t)i | what };

    epoll_ctl(poll_fd, EPOLL_CTL_ADD, fd, &e);
}

void lambda_poll_open(void)
{
    poll_fd = epoll_create1(EPOLL_CLOEXEC);
    wake_fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    if (poll_fd < 0 || wake_fd < 0) panic("no files left to watch functions by");
    add(wake_fd, NULL, LAMBDA_POLLED_END);
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
    add(i->process.log_fd, i, LAMBDA_POLLED_OUTPUT);
    add(i->process.pidfd, i, LAMBDA_POLLED_END);
    if (i->process.gate_fd) add(i->process.gate_fd, i, LAMBDA_POLLED_GATE);
}

void lambda_poll_forget_output(struct lambda_instance *i)
{
    epoll_ctl(poll_fd, EPOLL_CTL_DEL, i->process.log_fd, NULL);
}

void lambda_poll_forget_gate(struct lambda_instance *i)
{
    if (i->process.gate_fd) epoll_ctl(poll_fd, EPOLL_CTL_DEL, i->process.gate_fd, NULL);
}

void lambda_poll_forget(struct lambda_instance *i)
{
    lambda_poll_forget_output(i);
    lambda_poll_forget_gate(i);
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
        polled[k].instance = (struct lambda_instance *)(uintptr_t)(events[k].data.u64 & ~WHAT_BITS);
        polled[k].what = (enum lambda_polled_what)(events[k].data.u64 & WHAT_BITS);
        if (!polled[k].instance) wake_read();
    }
    return count < 0 ? 0 : count;
}
