// A file descriptor that is closed when its owner goes. Whoever opens one adds O_CLOEXEC: a program that is
// started from here must not keep a file, or a lock on it, open.
#pragma once

#include <unistd.h>

#include <utility>

namespace moa::native {

class Descriptor {
  public:
    Descriptor() = default;
    /// Takes it over; negative for none.
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() { close(); }
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        if (this == &other) return *this;
        close();
        value_ = std::exchange(other.value_, -1);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;

    explicit operator bool() const { return value_ >= 0; }
    int get() const { return value_; }

  private:
    void close() {
        if (value_ >= 0) ::close(value_);
        value_ = -1;
    }

    int value_ = -1;
};

}  // namespace moa::native
