// What of a document is under the pointer, or nearest to it.
#pragma once

#include "view/markdown/placed_part.hpp"
#include "view/markdown/text_place.hpp"

namespace moa::view {

/// By what a selection grows.
enum class Grain { letter, word, part };

/// Found out while a frame is drawn, since only then the parts in view have their places.
class NearestPart {
  public:
    /// Forgets the frame before. `seeking`: whether this one has to know.
    void begin(bool seeking);
    void look_at(const Pen& pen, const PlacedPart& part);

    /// Whether one was sought and there was one.
    bool found() const { return part_.text != nullptr; }
    /// What is there; only where one was found.
    TextRange range(Grain grain) const;

  private:
    bool seeking_ = false;
    float distance_ = 0;
    PlacedPart part_;
    std::uint32_t offset_ = 0;
};

}  // namespace moa::view
