// The latest refusal, for display beside the control that it concerns.
#pragma once

#include <cstdint>
#include <optional>
#include <utility>

#include "error.hpp"

namespace moa::session {

class Notice {
  public:
    const std::optional<Error>& error() const { return error_; }
    /// Shows the error, and returns it.
    std::optional<Error> refuse(Error error) {
        error_ = std::move(error);
        ++revision_;
        return error_;
    }
    /// Something has succeeded.
    void clear() {
        if (error_) ++revision_;
        error_.reset();
    }
    std::uint64_t revision() const { return revision_; }

  private:
    std::optional<Error> error_;
    std::uint64_t revision_ = 0;
};

}  // namespace moa::session
