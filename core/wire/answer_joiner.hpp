// An answer put together from its pieces, each taken once: some servers send the text so far with every
// event, or the whole of it once more at the end.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "wire/text_digest.hpp"

namespace moa::wire {

/// Takes what events say, in turn, and leaves of it what is new. Keeps no more of the text than its
/// latest pieces, unless each piece holds all of it anyway.
///
/// Pieces follow each other unless there is evidence that each holds the ones before it: a piece that goes on
/// where the whole text so far ends, other than by saying the same words again, twice in a row or behind a
/// text too long to be said twice by chance. While the first pieces may be either, they are held back. Text
/// that merely repeats itself stays whole.
class AnswerJoiner {
  public:
    /// `text` from `begin` on is what the event said; leaves there what is to be handed on.
    /// `whole`: the event is a whole completion, which holds what the events before it said.
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
