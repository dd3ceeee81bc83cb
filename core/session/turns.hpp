// The turns of a conversation: which follows which, and which are versions of one another.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "run/state.hpp"

namespace moa::session {

/// A question with its run. Turns are numbered from 1 on, in the order in which they were asked; 0 is no
/// turn.
using TurnNumber = std::size_t;

struct Turn {
    TurnNumber follows = 0;        ///< the turn before it; none: it begins the conversation
    run::RunState run;             ///< as it ended or broke off; no layers where its log cannot be read
    std::uint64_t run_number = 0;  ///< of its texts, see text_version
    std::string log;               ///< its run log, where it came from a file that is not kept
};

class Turns {
  public:
    TurnNumber count() const { return turns_.size(); }
    const Turn& operator[](TurnNumber turn) const { return turns_[turn - 1]; }
    Turn& operator[](TurnNumber turn) { return turns_[turn - 1]; }
    /// Returns its number. `follows` is one that there is, or none.
    TurnNumber add(TurnNumber follows);
    void clear() { turns_.clear(); }

    /// The turns that lead to this one, itself last.
    std::vector<TurnNumber> path_to(TurnNumber turn) const;
    /// Those that follow the same turn, in the order they were asked: versions of one another.
    std::vector<TurnNumber> versions_of(TurnNumber turn) const;
    /// The latest of the turns that follow this one, however far; itself where none does.
    TurnNumber latest_from(TurnNumber turn) const;

  private:
    std::vector<Turn> turns_;
};

}  // namespace moa::session
