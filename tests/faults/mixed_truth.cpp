#include "faults/mixed_truth.hpp"

#include <algorithm>

#include "faults/reference_decoder.hpp"

namespace moa::test {
namespace {

using run::NodeState;

class Truth {
  public:
    Truth(const run::RunState& state, const Tap& tap, std::vector<std::string>& broken)
        : state_(state), tap_(tap), broken_(broken) {}

    void check(bool stopped) {
        if (tap_.out_of_order) broken_.emplace_back("something came after the end of its call");
        for (const auto& [id, seen] : tap_.calls) {
            if (!seen.ended && !seen.cancelled)
                broken_.push_back("call " + std::to_string(id) + " is left open");
        }
        std::vector<run::NodeId> missing;
        std::vector<run::NodeId> cut;
        for (const auto& layer : state_.layers) {
            for (const run::Node& node : layer) {
                check_node(node, stopped);
                const bool barred = node.muted && !node.flags.empty();
                if (node.state == NodeState::failed || node.state == NodeState::cancelled || barred)
                    missing.push_back(node.id);
                if (barred) continue;
                const bool is_short = !node.finish.empty() && node.finish != "stop";
                if (node.state == NodeState::done && is_short) cut.push_back(node.id);
            }
        }
        if (missing != state_.missing) broken_.emplace_back("the list of missing nodes is wrong");
        if (cut != state_.cut) broken_.emplace_back("the list of cut nodes is wrong");
        check_status(stopped, missing.empty() && cut.empty() && state_.shortened.empty());
    }

  private:
    void require(const run::Node& node, bool condition, const std::string& words) {
        if (!condition)
            broken_.push_back(to_string(node.id) + " (" + std::string(to_string(node.state)) + "): " + words);
    }

    void check_node(const run::Node& node, bool stopped) {
        require(node, has_ended(node.state), "it has not ended");
        const auto latest = tap_.latest.find(node.id);
        if (latest == tap_.latest.end()) {
            const bool refused = node.error && node.error->kind == ErrorKind::too_long;
            require(node, node.state == NodeState::skipped || refused, "it was never sent");
            require(node, node.text.empty() && node.attempt == 0, "it was never sent and has an answer");
            return;
        }
        require(node, node.state != NodeState::skipped, "it was sent");
        require(node, node.state != NodeState::cancelled || stopped, "nobody has stopped it");
        const Tap::Seen& seen = tap_.calls.at(latest->second);
        const Reading said = read_plainly(seen.status, seen.content_type, seen.body, seen.ended);
        check_text(node, said);
        const bool named_end = said.done || !said.finish.empty();
        const bool whole = !said.text.empty() && !said.failed && (named_end || (seen.ended && seen.ok));
        if (node.state == NodeState::done) {
            require(node, whole, "it is done without an answer");
            require(node, node.chosen || (node.finish == "interrupted") == !named_end,
                    "its finish reason is wrong: " + node.finish);
            require(node, !node.error, "it is done and has an error");
        } else if (node.state == NodeState::failed) {
            const bool undecided = ranks(node) && !said.text.empty();
            const bool refused = node.calls_so_far && node.error && node.error->kind == ErrorKind::too_long;
            require(node, !whole || undecided || refused, "it has failed with a whole answer");
            require(node, node.error.has_value() && !node.error->message.empty(), "it does not say why");
        }
    }

    bool ranks(const run::Node& node) const {
        const auto& layer = state_.recipe.layers[static_cast<std::size_t>(node.id.layer) - 1];
        return node.id.layer > 1 && layer.parameters.aggregation == mixture::Aggregation::rank;
    }

    void check_text(const run::Node& node, const Reading& said) {
        if (ranks(node)) {
            require(node, node.reasoning == said.reasoning + said.text,
                    "its verdict is not what arrived: \"" + node.reasoning + "\", not \"" + said.reasoning +
                        said.text + '"');
            if (node.chosen && !node.stale) {
                require(node, node.text == state_.find(*node.chosen)->text, "its text is not what it chose");
            }
            require(node, node.state != NodeState::done || node.chosen, "it is done and has not chosen");
            return;
        }
        const bool fell_back = node.calls_so_far && node.state != NodeState::done && said.text.empty();
        const std::string& expected = fell_back ? node.calls_so_far->text : said.text;
        require(node, node.text == expected,
                "its text is not what arrived: \"" + node.text + "\", not \"" + expected + "\"");
        require(node, node.reasoning == said.reasoning, "its reasoning is not what arrived");
    }

    void check_status(bool stopped, bool nothing_lacks) {
        const bool answered = state_.aggregator().state == NodeState::done;
        run::RunStatus expected = run::RunStatus::failed;
        if (stopped) {
            expected = run::RunStatus::cancelled;
        } else if (answered) {
            expected = nothing_lacks ? run::RunStatus::complete : run::RunStatus::degraded;
        } else {
            require_failed_layer();
        }
        if (state_.status != expected) {
            broken_.push_back("its status is " + std::string(to_string(state_.status)) + ", not " +
                              std::string(to_string(expected)));
        }
    }

    /// A run fails where a layer has no answer, and goes no further.
    void require_failed_layer() {
        for (const auto& layer : state_.layers) {
            const auto is = [&layer](NodeState wanted) {
                return std::all_of(layer.begin(), layer.end(),
                                   [wanted](const run::Node& node) { return node.state == wanted; });
            };
            const bool unusable = std::all_of(layer.begin(), layer.end(), [](const run::Node& node) {
                return node.state == NodeState::failed || (node.muted && !node.flags.empty());
            });
            if (unusable) return;
            const bool left_out = state_.exit && layer.front().id.layer > state_.exit->after;
            if (is(NodeState::skipped) && !left_out) break;
        }
        broken_.emplace_back("it failed without a layer that failed");
    }

    const run::RunState& state_;
    const Tap& tap_;
    std::vector<std::string>& broken_;
};

}  // namespace

void check_truth(const run::RunState& state, const Tap& tap, bool stopped, std::vector<std::string>& broken) {
    Truth(state, tap, broken).check(stopped);
}

}  // namespace moa::test
