// A file of answers that takes the place of another one once it is whole.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "error.hpp"
#include "native/platform/descriptor.hpp"

namespace moa::cli {

class AnswersDraft {
  public:
    /// Is written beside `path`. `array`: as one JSON array rather than a line each.
    AnswersDraft(std::string path, bool array);
    /// Removes what was not moved into place.
    ~AnswersDraft();
    AnswersDraft(const AnswersDraft&) = delete;
    AnswersDraft& operator=(const AnswersDraft&) = delete;

    std::optional<Error> add(std::string_view answer);
    /// Readers find the old file or this one, whole, also after a power failure.
    std::optional<Error> move_into_place();

  private:
    std::optional<Error> flush();

    std::string path_;
    std::string draft_path_;
    bool array_;
    bool empty_ = true;
    native::Descriptor file_;
    std::string held_;
};

}  // namespace moa::cli
