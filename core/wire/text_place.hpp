// Where in a Markdown text its end stands: whether a word that comes next would be code or begin a line.
#pragma once

#include <string_view>

namespace moa::wire {

class TextPlace {
  public:
    void pass(std::string_view text);

    /// Within a fenced block or a code span, or right behind a quotation mark or a backtick.
    bool is_quoted() const;
    /// Nothing but white space since the latest line end.
    bool is_line_blank() const { return line_blank_; }
    /// The text so far is white space, if anything.
    bool is_text_blank() const { return text_blank_; }
    /// NUL at the start.
    char last() const { return last_; }

  private:
    void end_ticks();

    bool fenced_ = false;
    bool in_span_ = false;
    bool line_blank_ = true;
    bool text_blank_ = true;
    bool ticks_begin_line_ = false;
    int ticks_ = 0;  // backticks at the end
    char last_ = '\0';
};

}  // namespace moa::wire
