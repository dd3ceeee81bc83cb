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
    std::string opens = {};  ///< the screen that takes its place, as for Screens::open; empty for none
    bool asks = false;       ///< the question has the keyboard next
    bool over = false;       ///< what opens stands over it, and it comes back when that closes
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
    /// Escape: leaves what is open within the screen. False where the screen itself is to be left.
    virtual bool back() { return false; }
    /// The screen has been closed: nothing secret is kept.
    virtual void close() {}
    /// The screen that stood over it has been closed.
    virtual void resume() {}
    /// A file that the user has chosen.
    virtual void take_file(const std::string& /*name*/, std::string_view /*text*/) {}
    /// Grows whenever `show` may give another screen by itself.
    virtual std::uint64_t revision() const { return 0; }
};

}  // namespace moa::screen
