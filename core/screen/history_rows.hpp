// The conversations of the history as rows of a screen.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "screen/screen.hpp"
#include "session/history/history_search.hpp"

namespace moa::screen {

/// What F2 on a row acts, with the row's id behind it.
inline constexpr std::string_view rename_act = "rename ";

/// How the rows stand now.
struct HistoryRows {
    std::string open_id;  ///< the conversation on screen
    std::string more_id;  ///< the one whose further buttons are shown
    std::string name_id;  ///< the one that is being named
    std::string name;     ///< as far as it is typed
    UtcSeconds now = no_date;
    /// Seconds that the user's clocks are ahead of UTC at a date; empty: none.
    std::function<std::int64_t(UtcSeconds)> utc_offset = {};
};

/// Those from `from` on, `count` at most, in sections by day; pinned ones have a section of their own. Acts:
/// "open", "more", "pin", "rename", "export" and "delete", "name", "save" and "keep", each with the id behind
/// a space.
std::vector<Section> history_sections(const session::HistoryList& list, const HistoryRows& rows,
                                      std::size_t from, std::size_t count);

}  // namespace moa::screen
