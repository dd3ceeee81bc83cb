#include "judging/judgement_log.hpp"

#include "json.hpp"

namespace moa::judging {

namespace {

Json prompt_json(const std::vector<wire::ChatMessage>& prompt) {
    Json messages = Json::array();
    for (const wire::ChatMessage& message : prompt)
        messages.push_back({{"role", message.role}, {"content", message.content}});
    return messages;
}

}  // namespace

std::string judgement_header() {
    return dump_json({{"format", judgement_format}}) + "\n";
}

Json to_json(const JudgementRecord& record) {
    Json line{{"contest", record.contest},
              {"judge", record.judge},
              {"order", record.b_first ? "ba" : "ab"},
              {"prompt", prompt_json(record.prompt)},
              {"reply", record.reply},
              {"verdict", nullptr},
              {"cost_usd", nullptr}};
    if (record.verdict) line["verdict"] = to_string(*record.verdict);
    if (record.cost_usd) line["cost_usd"] = *record.cost_usd;
    return line;
}

std::string to_line(const JudgementRecord& record) {
    return dump_json(to_json(record)) + "\n";
}

Result<JudgementLog> JudgementLog::read(std::string_view text) {
    JudgementLog log;
    bool begun = false;
    while (!text.empty()) {
        const auto end = text.find('\n');
        const bool torn = end == std::string_view::npos;
        const std::string_view line = text.substr(0, end);
        text.remove_prefix(torn ? text.size() : end + 1);
        const std::optional<Json> json = parse_json(line);
        if (!begun) {
            if (!json || find_string(*json, "format") != judgement_format)
                return invalid_input("it is no file of judgements (" + std::string(judgement_format) + ").");
            begun = true;
            continue;
        }
        if (!torn && json) log.add_line(*json);
    }
    return log;
}

bool JudgementLog::add_line(const Json& line) {
    const Json* prompt = moa::find(line, "prompt");
    if (prompt == nullptr) return false;
    Known known{std::string(find_string(line, "reply")), parse_verdict(find_string(line, "verdict")),
                std::nullopt};
    const Json* cost = moa::find(line, "cost_usd");
    if (cost != nullptr && cost->is_number()) known.cost_usd = cost->get<double>();
    cost_usd_ += known.cost_usd.value_or(0);
    known_[{std::string(find_string(line, "judge")), dump_json(*prompt)}] = std::move(known);
    return true;
}

const JudgementLog::Known* JudgementLog::find(const std::string& judge,
                                              const std::vector<wire::ChatMessage>& prompt) const {
    const auto found = known_.find({judge, dump_json(prompt_json(prompt))});
    return found == known_.end() ? nullptr : &found->second;
}

}  // namespace moa::judging
