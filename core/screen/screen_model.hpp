// What is behind a screen: makes its value, and takes what the user does.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "screen/model_search.hpp"
#include "screen/screen.hpp"

namespace moa::screen {

/// What becomes of a screen after an act.
struct Outcome {
    bool closes = false;
    std::string_view opens = {};  ///< the name of the screen that takes its place; empty for none
    bool asks = false;            ///< the question has the keyboard next
};

class ScreenModel {
  public:
    virtual ~ScreenModel() = default;
    virtual Screen show() const = 0;
    // As in ItemActs.
    virtual Outcome act(std::string_view name, std::string_view value) = 0;
    virtual void commit(std::string_view /*name*/) {}
    virtual ModelSearch search(std::string_view /*name*/, std::string_view /*words*/) const { return {}; }
    virtual void begin_search(std::string_view /*name*/) {}
    /// The screen has been closed: nothing secret is kept.
    virtual void close() {}
    /// A file that the user has chosen.
    virtual void take_file(const std::string& /*name*/, std::string_view /*text*/) {}
    /// Grows whenever `show` may give another screen by itself.
    virtual std::uint64_t revision() const { return 0; }
};

}  // namespace moa::screen
