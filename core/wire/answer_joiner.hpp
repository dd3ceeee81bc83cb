// Joins an answer from its pieces, each taken once: some servers repeat the text so far in every event, or
// all of it at the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wire/text_digest.hpp"

namespace moa::wire {

/// Takes the text of each event in turn and reduces it to the new part. Stores only the latest pieces of the
/// text, unless each piece contains all of it anyway.
///
/// Pieces are appended unless there is evidence that each contains the previous ones: a piece starts with the
/// whole text so far and adds to it more than a repetition of the same words, twice in a row or after a text
/// too long to be repeated by chance. While the first pieces allow both readings, they are held back. Text
/// that merely repeats itself stays complete.
class AnswerJoiner {
  public:
    /// `text` from `begin` on is the event's text; it is replaced by the new part of it.
    /// `whole`: the event is a whole completion, which contains the text of the previous events.
    void take(std::string& text, std::size_t begin, bool whole);

    /// The response has ended: appends what is still held back.
    void finish(std::string& text);

  private:
    enum class Pieces {
        undecided,   // all so far begin with the ones before them, or there is one
        following,   // each goes on where the one before it ended
        cumulative,  // each holds the ones before it
    };

    void take_undecided(std::string& text, std::size_t begin);
    void take_cumulative(std::string& text, std::size_t begin);
    void take_whole(std::string& text, std::size_t begin);
    void begin_anew(std::string piece);
    void decide_on(Pieces pieces);
    bool is_said_again(std::string_view piece) const;

    Pieces pieces_ = Pieces::undecided;
    TextDigest said_;             // as handed on
    std::size_t first_size_ = 0;  // bytes of the first piece, which the ones held back begin with
    std::string held_;            // pieces that may be repetitions, one behind the other
    std::string latest_;          // the last of them: the text so far if pieces are cumulative
    int growths_ = 0;             // of latest_, each by other words than it begins with
    int held_pieces_ = 0;
    bool has_deltas_ = false;
};

}  // namespace moa::wire
