#include "session/models/check_report.hpp"

#include <algorithm>

#include "session/models/model_words.hpp"

namespace moa::session {
namespace {

/// Enough to choose from, few enough to read.
constexpr std::size_t stand_ins = 3;

constexpr std::string_view asking_sign = "\xe2\x80\xa6";
constexpr std::string_view unasked_sign = "\xc2\xb7";

CheckLine check_line_of(const ModelBook& book, const ProbeTarget& target, const ModelRequests* requests) {
    CheckLine line;
    line.provider = target.provider.label;
    line.model = target.model;
    line.asking = requests != nullptr && requests->checking(target.provider, target.model);
    line.result = book.probe_of(target.provider, target.model);
    if (line.asking || line.result == nullptr) {
        line.sign = line.asking ? asking_sign : unasked_sign;
        line.words = line.asking ? "being checked" : "not checked yet";
        // What the list does not have is likely misspelt: said before it costs a question.
        const bool listed = book.list_of(target.provider) == nullptr ||
                            book.find_listed(target.provider, target.model) != nullptr;
        if (!line.asking && !listed) line.nearest = book.nearest(target.provider, target.model, stand_ins);
        return line;
    }
    line.sign = verdict_sign(line.result->verdict);
    line.words = verdict_words(line.result->verdict);
    line.reason = reason_text(*line.result);
    if (line.result->error && wants_another_model(line.result->error->kind))
        line.nearest = book.nearest(target.provider, target.model, stand_ins);
    return line;
}

}  // namespace

std::vector<CheckLine> check_lines(const ModelBook& book, const std::vector<ProbeTarget>& targets,
                                   const ModelRequests* requests) {
    std::vector<CheckLine> lines;
    lines.reserve(targets.size());
    for (const ProbeTarget& target : targets)
        lines.push_back(check_line_of(book, target, requests));
    return lines;
}

bool is_callable(const CheckLine& line) {
    return line.result != nullptr &&
           (line.result->verdict == Verdict::callable || line.result->verdict == Verdict::limited);
}

std::string check_sentence(const std::vector<CheckLine>& lines, UtcSeconds today) {
    const auto count = [&](const auto& is) {
        return static_cast<std::size_t>(std::count_if(lines.begin(), lines.end(), is));
    };
    const std::string all = std::to_string(lines.size()) + (lines.size() == 1 ? " model" : " models");
    const std::size_t asking = count([](const CheckLine& line) { return line.asking; });
    if (asking > 0) return "Checking " + std::to_string(asking) + " of " + all + ".";
    const std::size_t known = count([](const CheckLine& line) { return line.result != nullptr; });
    if (known == 0) return {};
    const std::size_t callable = count(is_callable);
    std::string sentence;
    if (callable == lines.size()) {
        sentence = lines.size() == 1   ? "The model is callable"
                   : lines.size() == 2 ? "Both models are callable"
                                       : "All " + all + " are callable";
    } else if (callable == 0 && known == lines.size()) {
        sentence = lines.size() == 1 ? "The model is not callable" : "None of " + all + " is callable";
    } else {
        sentence = std::to_string(callable) + " of " + all + (callable == 1 ? " is" : " are") + " callable";
    }
    UtcSeconds oldest = no_date;
    for (const CheckLine& line : lines) {
        if (line.result != nullptr && (oldest == no_date || line.result->at < oldest))
            oldest = line.result->at;
    }
    if (utc_day(oldest) != utc_day(today)) sentence += ", as of " + utc_words(oldest);
    return sentence + ".";
}

std::string nearest_sentence(const CheckLine& line) {
    if (line.nearest.empty()) return {};
    std::string ids;
    for (const std::string& id : line.nearest)
        ids += (ids.empty() ? "" : ", ") + id;
    return "Closest matches in the list of " + line.provider + ": " + ids + ".";
}

}  // namespace moa::session
