// The lines in the middle of a card: why its node waits or has failed, the beginning of an answer, or the end
// of a text that is still arriving; before a run, what is known of the model.
#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "view/context.hpp"
#include "view/text/wrapped_text.hpp"

namespace moa::view {

/// Where a card's lines go.
struct CardBodyRoom {
    ImVec2 at;
    float width = 0;        ///< in units of letters at scale 1
    float scale = 1;        ///< of the letters
    std::size_t lines = 2;  ///< that there is room for
};

class CardBody {
  public:
    void draw(const Context& context, ImDrawList& list, const run::RunState& state, const run::Node& node,
              const CardBodyRoom& room);
    std::uint64_t lines_broken() const { return tail_.lines_broken(); }

  private:
    void draw_note(const Context& context, ImDrawList& list, const run::Node& node, std::string note,
                   const CardBodyRoom& room);
    void draw_opening(const Context& context, ImDrawList& list, const run::Node& node,
                      const CardBodyRoom& room);
    void draw_tail(const Context& context, ImDrawList& list, const run::Node& node, const CardBodyRoom& room);

    WrappedText tail_;
    std::pair<std::uint64_t, std::size_t> tail_of_;  ///< version of the text, and where in it
    std::uint64_t tail_version_ = 0;
    std::uint64_t opening_version_ = 0;
    std::vector<std::string> opening_;  ///< of a text that is done
    std::string note_;
    std::vector<std::string> note_lines_;
    CardBodyRoom laid_out_for_;
};

/// Before a run: provider and context window, and the price below.
void draw_agent_facts(const Context& context, ImDrawList& list, const run::Node& node,
                      const CardBodyRoom& room);

}  // namespace moa::view
