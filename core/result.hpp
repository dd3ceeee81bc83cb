// A value or an Error: what functions that can fail return, since no exception crosses a module edge.
#pragma once

#include <utility>
#include <variant>

#include "error.hpp"

namespace moa {

template <class T>
class [[nodiscard]] Result {
  public:
    // Not explicit, so that functions can say `return value;` and `return error;`.
    Result(T value) : content_(std::move(value)) {}      // NOLINT(google-explicit-constructor)
    Result(Error error) : content_(std::move(error)) {}  // NOLINT(google-explicit-constructor)

    bool ok() const { return content_.index() == 0; }
    explicit operator bool() const { return ok(); }
    /// Only where ok().
    T& value() { return *std::get_if<0>(&content_); }
    const T& value() const { return *std::get_if<0>(&content_); }
    /// Only where not ok().
    const Error& error() const { return *std::get_if<1>(&content_); }

  private:
    std::variant<T, Error> content_;
};

}  // namespace moa
