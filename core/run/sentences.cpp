#include "run/sentences.hpp"

#include <algorithm>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include "blank.hpp"
#include "figures.hpp"
#include "run/node_sentence.hpp"
#include "run/stale.hpp"

namespace moa::run {
namespace {

std::string count_of(std::size_t part, std::size_t whole) {
    return std::to_string(part) + " of " + std::to_string(whole);
}

std::size_t answered(const std::vector<Node>& layer) {
    return static_cast<std::size_t>(std::count_if(
        layer.begin(), layer.end(), [](const Node& node) { return node.state == NodeState::done; }));
}

bool layer_ended(const std::vector<Node>& layer) {
    return std::all_of(layer.begin(), layer.end(), [](const Node& node) { return has_ended(node.state); });
}

/// "0.83".
std::string share(double part) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f", part);
    return text;
}

std::string cap_sentence(const CapReached& cap) {
    return "Stopped before layer " + std::to_string(cap.layer) + ": " + over_cap_words(cap);
}

/// "rate limited" from the kind's name.
std::string reason_of(const Node& node) {
    if (node.muted && !node.flags.empty()) return "muted by the recipe's rule. " + node.flags.front().reason;
    if (node.late && !node.error) return "arrived too late";
    if (node.error) return error_words(node.error->kind);
    if (node.finish == "length") return "token limit reached";
    if (node.finish == "content_filter") return "content filter";
    if (node.finish == "interrupted") return "the stream was interrupted";
    if (node.is_cut()) return finish_text(node.finish);
    return std::string(to_string(node.state));
}

std::string name_of(const Node& node) {
    return to_string(node.id) + " " + node.label;
}

/// "1.2, 1.3 and 2 more"; one node with its label.
std::string names_of(const std::vector<const Node*>& nodes) {
    constexpr std::size_t named = 3;
    if (nodes.size() == 1) return name_of(*nodes.front());
    const std::size_t shown = nodes.size() <= named ? nodes.size() : named - 1;
    std::string names;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool last = i + 1 == nodes.size();
        names += (i == 0 ? "" : last ? " and " : ", ") + to_string(nodes[i]->id);
    }
    if (shown < nodes.size()) names += " and " + std::to_string(nodes.size() - shown) + " more";
    return names;
}

/// "1.5 Qwen3.5-9B is missing: rate limited. 1.2 and 1.3 are missing: arrived too late."
std::string lacking(const RunState& state, const std::vector<NodeId>& ids, std::string_view lack) {
    std::vector<std::pair<std::string, std::vector<const Node*>>> groups;
    for (const NodeId id : ids) {
        const Node* node = state.find(id);
        if (node == nullptr) continue;
        std::string reason = reason_of(*node);
        const auto group = std::find_if(groups.begin(), groups.end(),
                                        [&reason](const auto& each) { return each.first == reason; });
        if (group != groups.end()) {
            group->second.push_back(node);
        } else {
            groups.emplace_back(std::move(reason), std::vector<const Node*>{node});
        }
    }
    std::string sentence;
    for (const auto& [reason, nodes] : groups) {
        if (!sentence.empty()) sentence += ' ';
        sentence +=
            names_of(nodes) + (nodes.size() == 1 ? " is " : " are ") + std::string(lack) + ": " + reason;
        if (sentence.back() != '.') sentence += '.';
    }
    return sentence;
}

std::string running_sentence(const RunState& state) {
    for (std::size_t i = 0; i + 1 < state.layers.size(); ++i) {
        if (layer_ended(state.layers[i])) continue;
        return "Layer " + std::to_string(i + 1) + ": " +
               count_of(answered(state.layers[i]), state.layers[i].size()) +
               (i == 0 ? " proposer" : " refiner") +
               (state.layers[i].size() == 1 ? " has answered." : "s have answered.");
    }
    switch (state.aggregator().state) {
        case NodeState::thinking:
            return "The aggregator is thinking.";
        case NodeState::streaming:
            return "The aggregator is writing the answer.";
        default:
            break;
    }
    const int source = source_layer(state, static_cast<int>(state.layers.size()));
    if (source < 1) return "The model is reading the question.";
    const std::size_t proposals = answered(state.layers[static_cast<std::size_t>(source) - 1]);
    return "The aggregator is reading " + std::to_string(proposals) +
           (proposals == 1 ? " proposal." : " proposals.");
}

/// A layer all of whose answers the recipe's rule has muted; 0 for none.
int muted_layer(const RunState& state) {
    for (const auto& layer : state.layers) {
        const bool heard = std::any_of(layer.begin(), layer.end(), [&state](const Node& node) {
            return node.is_used() || (!is_muted_by_rule(state, node) && node.state != NodeState::skipped);
        });
        if (!heard && is_muted_by_rule(state, layer.front())) return layer.front().id.layer;
    }
    return 0;
}

std::string failed_sentence(const RunState& state) {
    const Node* node = culprit(state);
    if (node == nullptr) {
        const int layer = muted_layer(state);
        if (layer == 0) return "The run failed.";
        return "No answer. Every answer of layer " + std::to_string(layer) +
               " is flagged and muted by the recipe's rule; unmute one, or remove mute_flagged.";
    }
    std::string sentence = is_blank(state.answer()) ? "No answer. " : "The answer was interrupted. ";
    if (node->id != state.aggregator().id &&
        state.layers[static_cast<std::size_t>(node->id.layer) - 1].size() > 1) {
        sentence += "No proposer of layer " + std::to_string(node->id.layer) + " answered. ";
    }
    return sentence + name_of(*node) + ": " + describe(*node->error);
}

/// Since the run began, or went on after it had ended.
std::string time_taken(const RunState& state) {
    return figure::duration(state.total_ms - state.began_at);
}

std::string ended_sentence(const RunState& state) {
    if (state.cap) return cap_sentence(*state.cap);
    const std::string exit = exit_sentence(state);
    const std::string left_out = exit.empty() ? exit : " " + exit;
    switch (state.status) {
        case RunStatus::complete:
            return "Answered in " + time_taken(state) + "." + left_out;
        case RunStatus::degraded:
            return "Answered in " + time_taken(state) + "." + left_out + " " + degradation_sentence(state);
        case RunStatus::failed:
            return failed_sentence(state);
        case RunStatus::cancelled:
            return "Stopped after " + time_taken(state) + ".";
        case RunStatus::running:
            break;
    }
    return {};
}

}  // namespace

const Node* culprit(const RunState& state) {
    if (state.aggregator().error) return &state.aggregator();
    for (const auto& layer : state.layers) {
        if (answered(layer) > 0) continue;
        for (const Node& node : layer) {
            if (node.error) return &node;
        }
    }
    return nullptr;
}

std::string over_cap_words(const CapReached& cap) {
    std::string words = "it would cost about " + figure::money(cap.likely_usd) + " on top of " +
                        figure::money(cap.spent_usd) + ", and the cap is $" + figure::price(cap.cap_usd) +
                        ".";
    if (!cap.unpriced.empty()) words += " Models without a price are not counted.";
    return words;
}

std::string degradation_sentence(const RunState& state) {
    std::string sentence = lacking(state, state.missing, "missing");
    const std::string cut = lacking(state, state.cut, "cut short");
    if (!cut.empty()) sentence += (sentence.empty() ? "" : " ") + cut;
    for (const NodeId id : state.replaced) {
        const Node* node = state.find(id);
        if (node == nullptr || !node->stands_in_for) continue;
        sentence += (sentence.empty() ? "" : " ") + to_string(id) + " was answered by the backup model " +
                    node->label + " (" + node->stands_in_for->label +
                    " failed: " + error_words(node->stands_in_for->error.kind) + ").";
    }
    for (const NodeId id : state.shortened) {
        const Node* node = state.find(id);
        if (node == nullptr) continue;
        const bool lacks_references = node->fit && node->fit->shortens();
        sentence += (sentence.empty() ? "" : " ") + name_of(*node) +
                    (lacks_references ? " did not get all of its references. " : ": ") + node->shortening();
    }
    if (!state.missing.empty() && state.layers.size() > 1 && state.status != RunStatus::failed &&
        state.status != RunStatus::cancelled) {
        // The layer that lost most is the one that tells how thin the ground is.
        const auto heard = [&state](const std::vector<Node>& layer) {
            const auto lost = std::count_if(layer.begin(), layer.end(), [&state](const Node& node) {
                return (has_ended(node.state) && node.error.has_value()) || node.late ||
                       is_muted_by_rule(state, node);
            });
            return layer.size() - static_cast<std::size_t>(lost);
        };
        const auto thinnest =
            std::min_element(state.layers.begin(), state.layers.end() - 1,
                             [&heard](const std::vector<Node>& a, const std::vector<Node>& b) {
                                 return heard(a) * b.size() < heard(b) * a.size();
                             });
        sentence += state.running() ? " The answer will be built from " : " The answer is built from ";
        sentence += count_of(heard(*thinnest), thinnest->size()) + ".";
    }
    return sentence;
}

std::string exit_sentence(const RunState& state) {
    const int next = state.exit ? state.exit->after + 1 : 0;
    if (next < 1 || static_cast<std::size_t>(next) >= state.layers.size() || !is_left_out(state, next))
        return {};
    const LayersLeftOut& exit = *state.exit;
    const int last = static_cast<int>(state.layers.size()) - 1;
    std::string layers = "Layer " + std::to_string(exit.after + 1);
    if (last > exit.after + 1)
        layers = "Layers " + std::to_string(exit.after + 1) + " to " + std::to_string(last);
    std::string sentence =
        layers + (last > exit.after + 1 ? " were" : " was") + " skipped, because the answers of layer " +
        std::to_string(exit.after) + " have an agreement of " + share(exit.agreement) +
        " (threshold: " + share(exit.wanted) + "). That saved about " + std::to_string(exit.calls) +
        (exit.calls == 1 ? " call, " : " calls, ") + std::to_string(exit.tokens) + " tokens";
    if (exit.cost_usd > 0) sentence += " and " + figure::money(exit.cost_usd);
    return sentence + ".";
}

std::string answer_remarks(const RunState& state) {
    std::string remarks = exit_sentence(state);
    const Node& last = state.aggregator();
    if (!last.edited) return remarks;
    return remarks + (remarks.empty() ? "" : " ") + origin_words(state, last);
}

std::string stale_sentence(const RunState& state) {
    const std::size_t count = stale_nodes(state).size();
    if (count == 0) return {};
    const std::string again = std::to_string(count) + (count == 1 ? " node" : " nodes");
    if (!state.aggregator().stale) return again + (count == 1 ? " is" : " are") + " stale.";
    return "The answer is stale: a rerun calls " + again + ".";
}

std::string cost_words(const RunState& state) {
    if (state.unpriced.empty()) return state.cost_usd > 0 ? figure::money(state.cost_usd) : std::string();
    if (state.cost_usd <= 0) return "unpriced";
    return figure::money(state.cost_usd) + " and " + figure::counted(state.unpriced.size(), "unpriced model");
}

std::string status_sentence(const RunState& state) {
    const std::string ended = state.running() ? running_sentence(state) : ended_sentence(state);
    const std::string stale = stale_sentence(state);
    return stale.empty() ? ended : ended + " " + stale;
}

}  // namespace moa::run
