// Figures as people read them: each kind has one format, in every screen, sentence and table.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

#include "clock.hpp"

namespace moa::figure {

/// US dollars: "$0", "$0.0031" below ten cents, "$1.25" above; "<$0.0001" for what would round to nothing.
std::string money(double usd);

/// US dollars that somebody set or listed (a cap; the price of a million tokens), without the sign: at least
/// two decimals and no more than needed: "0.15", "0.075", "12.00".
std::string price(double usd);

/// A time that was measured: "6.2 s", "2 min 05 s", "1 h 02 min".
std::string duration(Millis ms);

/// A time that was estimated: "0.4 s", "12 s", "3 min", "2 h".
std::string rough_duration(double ms);

/// What is left of a time, never less than there is: "0.4 s" below ten seconds, "12 s" above.
std::string countdown(Millis ms);

/// The same in whole seconds, for what counts down slowly: "0:12", "2:00".
std::string clock(Millis ms);

/// A time that somebody set, in seconds and with no more digits than it has: "120", "1.5", "0.25".
std::string seconds(Millis ms);
/// The same with its unit, whole minutes from two on as such: "90 s", "1.5 s", "2 min".
std::string limit(Millis ms);

/// A number of tokens, short: "512", "8.2k", "131k", "1.05M".
std::string tokens(std::int64_t count);
/// One that was estimated, in steps of ten: "480", "8.2k".
std::string rough_tokens(double count);

/// Room that files take: "0 KB", "340 KB", "12 MB", "1.5 GB".
std::string bytes(std::uint64_t count);

/// "1,234".
std::string count(std::int64_t number);
/// A number of things that take an s: "1 agent", "2 agents".
std::string counted(std::int64_t number, std::string_view one);
template <std::unsigned_integral T>
std::string counted(T number, std::string_view one) {
    return counted(static_cast<std::int64_t>(number), one);
}

}  // namespace moa::figure
