// A terminal one can draw on: lines redrawn in place, and everything put back as it was.
#pragma once

#include <termios.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace moa::cli {

/// Whether `descriptor` is a terminal that understands cursor movements.
bool is_terminal(int descriptor);
/// Colours are wanted unless NO_COLOR (no-color.org) is set to anything.
bool wants_colour();

struct TerminalSize {
    int columns = 80;
    int rows = 24;
};
TerminalSize terminal_size(int descriptor);

/// A block of lines on a terminal that is replaced as a whole. Between `begin` and `end` the cursor is
/// hidden, lines do not wrap and keys are not echoed, so that nothing shifts the block.
class DrawnBlock {
  public:
    explicit DrawnBlock(int descriptor) : descriptor_(descriptor) {}
    ~DrawnBlock() { end(); }
    DrawnBlock(const DrawnBlock&) = delete;
    DrawnBlock& operator=(const DrawnBlock&) = delete;

    void begin();
    /// Replaces the block by `lines`. Nothing is written when they are the same as before.
    void draw(const std::vector<std::string>& lines);
    /// Writes every line anew next time, for when the terminal may have moved them.
    void invalidate() { moved_ = true; }
    /// Puts the terminal back; the block stays, the cursor stands below it.
    void end();

  private:
    int descriptor_;
    bool active_ = false;
    bool moved_ = false;
    std::vector<std::string> shown_;
    std::optional<termios> echo_before_;
};

/// Whether nobody will read any more what is written to the pipe or socket `descriptor`.
bool reader_gone(int descriptor);

/// Writes all of `text`; false when the other end is gone or the disk full.
bool write_all(int descriptor, std::string_view text);

}  // namespace moa::cli
