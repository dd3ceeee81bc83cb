#include "mixture/context_fit.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "figures.hpp"
#include "wire/chat.hpp"
#include "wire/utf8.hpp"

namespace moa::mixture {

namespace {

/// A reference cut to less says nothing any more.
constexpr std::int64_t least_kept_tokens = 32;
/// How far an estimate may be too high that no count of the model has corrected.
constexpr double unmeasured_doubt = 0.8;
constexpr double half_life_calls = 3;
constexpr std::int64_t least_telling_tokens = 50;
/// No server has a context of less, and there the estimate may be off by a factor.
constexpr double least_cut_tokens = 400;
constexpr std::int64_t small_context = 16 * 1024;

/// "The prompt needs about 9,000 tokens, but the context window leaves 6,144 for it"
std::string need_text(const FitPlan& plan) {
    return "The prompt needs about " + figure::counted(plan.needed_tokens, "token") +
           ", but the context window leaves " +
           figure::count(std::max<std::int64_t>(plan.available_tokens, 0)) + " for it";
}

/// Without references there is nothing to fit: the question itself is too long.
void refuse(const FitQuestion& question, FitPlan& plan) {
    plan.outcome = FitPlan::Outcome::too_long;
    plan.sentence = need_text(plan);
    const std::int64_t kept = *question.context_tokens - plan.available_tokens;
    if (kept > 0)
        plan.sentence += " and keeps " + figure::count(kept) + " for the answer (max. output tokens)";
    plan.sentence += ".";
    const ContextFit choice = question.choice.value_or(default_fit(*question.context_tokens));
    if (choice == ContextFit::fail && !question.reference_tokens.empty())
        plan.sentence += " Set context overflow (context_fit) to window or trim_longest.";
}

/// The most that any of `tokens` may keep so that together they are at most `room`; negative when nothing
/// fits.
std::int64_t common_level(std::vector<std::int64_t> tokens, std::int64_t room) {
    std::sort(tokens.begin(), tokens.end());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const auto left = static_cast<std::int64_t>(tokens.size() - i);
        if (tokens[i] * left > room) return room / left;
        room -= tokens[i];
    }
    return tokens.empty() ? 0 : tokens.back();
}

void trim_longest(const FitQuestion& question, std::int64_t room, FitPlan& plan) {
    const std::int64_t level = common_level(question.reference_tokens, room);
    if (level < least_kept_tokens) return refuse(question, plan);
    std::size_t trimmed = 0;
    for (std::size_t i = 0; i < plan.keep.size(); ++i) {
        if (question.reference_tokens[i] <= level) continue;
        plan.keep[i] = level;
        ++trimmed;
    }
    plan.outcome = FitPlan::Outcome::changed;
    plan.sentence = need_text(plan) +
                    (trimmed == 1 ? ": the longest response was"
                                  : ": the longest " + figure::counted(trimmed, "response") + " were") +
                    " cut to about " + figure::counted(level, "token") + (trimmed == 1 ? "." : " each.");
}

void drop_lowest(const FitQuestion& question, std::int64_t room, FitPlan& plan) {
    const auto& tokens = question.reference_tokens;
    std::vector<std::size_t> order(tokens.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto agreement = [&question](std::size_t i) {
        return i < question.agreement.size() ? question.agreement[i] : -static_cast<double>(i);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return agreement(a) > agreement(b); });
    std::int64_t left = std::accumulate(tokens.begin(), tokens.end(), std::int64_t{0});
    std::size_t dropped = 0;
    while (left > room && dropped + 1 < order.size()) {
        const std::size_t lowest = order[order.size() - 1 - dropped];
        plan.keep[lowest] = 0;
        left -= tokens[lowest];
        ++dropped;
    }
    if (left > room) return refuse(question, plan);
    plan.outcome = FitPlan::Outcome::changed;
    plan.sentence = need_text(plan) + ": the " +
                    (dropped == 1 ? "response" : figure::counted(dropped, "response")) +
                    " least similar to the others " + (dropped == 1 ? "was" : "were") + " dropped.";
}

/// As many a call as fit when the longest come together: the first call is full of references, each further
/// one carries a result that is as long as an answer may be.
void use_window(const FitQuestion& question, std::int64_t room, FitPlan& plan) {
    std::vector<std::int64_t> tokens = question.reference_tokens;
    std::sort(tokens.rbegin(), tokens.rend());
    const auto longest = [&tokens](int count) {
        return std::accumulate(tokens.begin(), tokens.begin() + count, std::int64_t{0});
    };
    const std::int64_t kept = kept_for_answer(*question.context_tokens, question.answer_tokens);
    const auto result =
        static_cast<std::int64_t>(std::ceil(static_cast<double>(kept) / question.token_ratio));
    for (int window = static_cast<int>(tokens.size()) - 1; window >= 2; --window) {
        if (longest(window) > room || result + longest(window - 1) > room) continue;
        plan.window = window;
        plan.outcome = FitPlan::Outcome::changed;
        plan.sentence = need_text(plan) + ": aggregated in " +
                        figure::counted(window_steps(tokens.size(), window).size(), "step") + ", at most " +
                        std::to_string(window) + " responses at a time.";
        return;
    }
    trim_longest(question, room, plan);
}

}  // namespace

FitPlan plan_fit(const FitQuestion& question) {
    FitPlan plan;
    plan.keep.resize(question.reference_tokens.size());
    const std::int64_t references =
        std::accumulate(question.reference_tokens.begin(), question.reference_tokens.end(), std::int64_t{0});
    plan.needed_tokens = static_cast<std::int64_t>(
        std::ceil(static_cast<double>(question.fixed_tokens + references) * question.token_ratio));
    if (!question.context_tokens) {
        plan.outcome = FitPlan::Outcome::unknown;
        return plan;
    }
    const std::int64_t context = *question.context_tokens;
    plan.available_tokens = context - kept_for_answer(context, question.answer_tokens);
    if (plan.needed_tokens <= plan.available_tokens) return plan;
    // In estimated tokens: what the references may take together.
    const std::int64_t room = static_cast<std::int64_t>(std::floor(
                                  static_cast<double>(plan.available_tokens) / question.token_ratio)) -
                              question.fixed_tokens;
    switch (question.choice.value_or(default_fit(context))) {
        case ContextFit::fail: {
            const double doubt = question.measured ? 1.0 : unmeasured_doubt;
            const auto surely = static_cast<double>(plan.needed_tokens) * doubt;
            if (surely > static_cast<double>(plan.available_tokens)) refuse(question, plan);
            break;
        }
        case ContextFit::trim_longest:
            trim_longest(question, room, plan);
            break;
        case ContextFit::drop_lowest:
            drop_lowest(question, room, plan);
            break;
        case ContextFit::window:
            use_window(question, room, plan);
            break;
    }
    return plan;
}

ContextFit default_fit(std::int64_t context_tokens) {
    return context_tokens <= small_context ? ContextFit::window : ContextFit::fail;
}

std::int64_t kept_for_answer(std::int64_t context_tokens, std::int64_t answer_tokens) {
    return std::min(answer_tokens, context_tokens / 2);
}

std::optional<std::int64_t> cut_by_server(std::int64_t estimated, const TokenRatio& ratio,
                                          std::int64_t counted) {
    const double sent = static_cast<double>(estimated) * ratio.value();
    if (counted <= 0 || sent < least_cut_tokens || static_cast<double>(counted) * 2 >= sent)
        return std::nullopt;
    return std::llround(sent);
}

bool FitPlan::shortens() const {
    return std::any_of(keep.begin(), keep.end(), [](const auto& part) { return part.has_value(); });
}

std::vector<std::pair<std::size_t, std::size_t>> window_steps(std::size_t count, int window) {
    const auto size = static_cast<std::size_t>(std::max(window, 2));
    std::vector<std::pair<std::size_t, std::size_t>> steps;
    for (std::size_t begin = 0; begin < count;) {
        const std::size_t end = std::min(count, begin + (steps.empty() ? size : size - 1));
        steps.emplace_back(begin, end);
        begin = end;
    }
    return steps;
}

std::string_view trimmed_to(std::string_view text, std::int64_t tokens) {
    if (wire::estimate_tokens(text) <= tokens) return text;
    // The estimate grows with every byte: halving finds the longest prefix.
    std::size_t low = 0;
    std::size_t high = text.size();
    while (low + 1 < high) {
        const std::size_t middle = low + (high - low) / 2;
        (wire::estimate_tokens(text.substr(0, middle)) <= tokens ? low : high) = middle;
    }
    std::string_view kept = text.substr(0, low);
    kept = kept.substr(0, wire::complete_utf8_prefix(kept));
    const std::size_t space = kept.find_last_of(" \n\t");
    if (space != std::string_view::npos && space >= kept.size() - kept.size() / 8)
        kept = kept.substr(0, space);
    return kept;
}

void TokenRatio::learn(std::int64_t estimated, std::int64_t reported) {
    if (estimated < least_telling_tokens || reported <= 0) return;
    const double kept = std::exp2(-1 / half_life_calls);
    estimated_ = estimated_ * kept + static_cast<double>(estimated);
    reported_ = reported_ * kept + static_cast<double>(reported);
}

double TokenRatio::value() const {
    return is_measured() ? std::clamp(reported_ / estimated_, 0.25, 4.0) : 1.0;
}

TokenRatio TokenRatio::from_sums(double estimated, double reported) {
    TokenRatio ratio;
    if (std::isfinite(estimated) && std::isfinite(reported) && estimated > 0 && reported > 0) {
        ratio.estimated_ = estimated;
        ratio.reported_ = reported;
    }
    return ratio;
}

}  // namespace moa::mixture
