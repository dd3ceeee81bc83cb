#include "session/turns.hpp"

#include <algorithm>

namespace moa::session {

TurnNumber Turns::add(TurnNumber follows) {
    turns_.push_back({std::min(follows, count()), {}, 0, {}});
    return count();
}

// A turn follows one that was asked before it, so that each way back ends.
std::vector<TurnNumber> Turns::path_to(TurnNumber turn) const {
    std::vector<TurnNumber> path;
    for (; turn != 0; turn = (*this)[turn].follows)
        path.push_back(turn);
    std::reverse(path.begin(), path.end());
    return path;
}

std::vector<TurnNumber> Turns::versions_of(TurnNumber turn) const {
    std::vector<TurnNumber> versions;
    for (TurnNumber other = 1; other <= count(); ++other) {
        if ((*this)[other].follows == (*this)[turn].follows) versions.push_back(other);
    }
    return versions;
}

TurnNumber Turns::latest_from(TurnNumber turn) const {
    TurnNumber latest = turn;
    std::vector<bool> comes_after(count() + 1, false);
    comes_after[turn] = true;
    for (TurnNumber later = turn + 1; later <= count(); ++later) {
        comes_after[later] = comes_after[(*this)[later].follows];
        if (comes_after[later]) latest = later;
    }
    return latest;
}

}  // namespace moa::session
